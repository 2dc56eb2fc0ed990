import type { Message } from '../wire/message.ts'
import type { WireReader } from '../wire/wire-reader.ts'

export const TOPIC_RESOURCE = 2
export const BROKER_RESOURCE = 4

export interface DescribedSynonym {
  /** Broker settings have other names and sometimes other units: `log.retention.hours` stands behind `retention.ms`. */
  readonly name: string
  readonly value: string | null
  readonly source: number
}

export interface DescribedConfig {
  readonly name: string
  readonly value: string | null
  readonly readOnly: boolean
  readonly source: number
  readonly sensitive: boolean
  /** In Kafka's order of precedence; the first is the setting itself. */
  readonly synonyms: readonly DescribedSynonym[]
}

export interface DescribedResource {
  readonly error: number
  readonly errorMessage: string | null
  readonly name: string
  /** Resources of one answer with equal settings share one array. */
  readonly configs: readonly DescribedConfig[]
}

export interface DescribeConfigsQuery {
  readonly resourceType: number
  readonly names: readonly string[]
  /** Null = every key. */
  readonly keys: readonly string[] | null
}

/*
  DescribeConfigs request: resources [type name keys] v1+ include_synonyms v3+ include_documentation
  DescribeConfigs answer: throttle_time_ms results [error message type name configs [name value read_only
    v1+ source sensitive synonyms [name value source] v3+ type documentation]]
*/
export const describeConfigs: Message<DescribeConfigsQuery, DescribedResource[]> = {
  name: 'DescribeConfigs',
  key: 32,
  minVersion: 1,
  maxVersion: 4,
  flexibleFrom: 4,
  encode: (writer, query, version) => {
    writer.structs(query.names, (resource, name) => {
      resource.int8(query.resourceType).string(name)
      resource.values(query.keys, (keys, key) => keys.string(key))
    })
    writer.boolean(true)
    if (version >= 3) writer.boolean(false)
    writer.endStruct()
  },
  decode: async (reader, version, pause) => {
    reader.int32()
    const resources: DescribedResource[] = []
    // Most topics have the same settings, hence the same bytes: each kind is decoded once.
    const seen = new Map<string, readonly DescribedConfig[]>()
    const count = reader.count(6)
    for (let i = 0; i < count; i += 1) {
      resources.push(readResource(reader, version, seen))
      if (pause.due()) await pause.take()
    }
    reader.endStruct()
    return resources
  },
}

function readResource(
  reader: WireReader,
  version: number,
  seen: Map<string, readonly DescribedConfig[]>,
): DescribedResource {
  const error = reader.errorCode()
  const errorMessage = reader.nullableString()
  reader.int8()
  const name = reader.string()
  const start = reader.position
  const count = reader.count(6)
  for (let i = 0; i < count; i += 1) skipConfig(reader, version)
  const end = reader.position
  const bytes = reader.bytes.toString('latin1', start, end)
  let configs = seen.get(bytes)
  if (!configs) {
    reader.position = start
    configs = reader.array(6, (r) => readConfig(r, version))
    seen.set(bytes, configs)
  }
  reader.endStruct()
  return { error, errorMessage, name, configs }
}

function skipConfig(reader: WireReader, version: number): void {
  reader.skipString()
  reader.skipString()
  reader.skip(3)
  const synonyms = reader.count(4)
  for (let i = 0; i < synonyms; i += 1) {
    reader.skipString()
    reader.skipString()
    reader.skip(1)
    reader.endStruct()
  }
  if (version >= 3) {
    reader.skip(1)
    reader.skipString()
  }
  reader.endStruct()
}

function readConfig(reader: WireReader, version: number): DescribedConfig {
  const head = {
    name: reader.string(),
    value: reader.nullableString(),
    readOnly: reader.boolean(),
    source: reader.int8(),
    sensitive: reader.boolean(),
  }
  const synonyms = reader.array(4, (r) => {
    const synonym = { name: r.string(), value: r.nullableString(), source: r.int8() }
    r.endStruct()
    return synonym
  })
  if (version >= 3) {
    reader.int8()
    reader.skipString()
  }
  reader.endStruct()
  return { ...head, synonyms }
}
