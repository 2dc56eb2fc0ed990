import type { Message } from '../wire/message.ts'
import type { WireReader } from '../wire/wire-reader.ts'

export type ApiRange = readonly [min: number, max: number]

export interface FeatureRange {
  readonly name: string
  readonly min: number
  readonly max: number
}

export interface ApiVersionsAnswer {
  readonly error: number
  readonly apis: ReadonlyMap<number, ApiRange>
  readonly supported: readonly FeatureRange[]
  readonly finalized: readonly FeatureRange[]
  /** −1 = not told. */
  readonly finalizedEpoch: bigint
  readonly zooKeeperMigrationReady: boolean
}

/*
  ApiVersions request: v3+ client_software_name client_software_version
  ApiVersions answer: error_code [api_key min max] v1+ throttle_time_ms; v3+ tags 0 supported [name min max],
    1 finalized epoch, 2 finalized [name max min], 3 zk_migration_ready. v4 also lists features whose minimum is 0.
  On error 35 the answer comes in the form of v0, whatever was asked (KIP-511).
*/
export const apiVersions: Message<{ readonly software: string; readonly version: string }, ApiVersionsAnswer> = {
  name: 'ApiVersions',
  key: 18,
  minVersion: 0,
  maxVersion: 4,
  flexibleFrom: 3,
  encode(writer, client, version) {
    if (version < 3) return
    writer.string(client.software).string(client.version).endStruct()
  },
  decode(reader, version) {
    const error = reader.errorCode()
    const answer = { error, apis: new Map<number, ApiRange>(), finalizedEpoch: -1n, zooKeeperMigrationReady: false }
    const features = { supported: [] as FeatureRange[], finalized: [] as FeatureRange[] }
    if (error !== 0) {
      reader.skip(reader.remaining)
      return { ...answer, ...features }
    }
    for (const [key, range] of reader.array(6, readApi)) answer.apis.set(key, range)
    if (version >= 1) reader.int32()
    if (version >= 3) {
      reader.tags((tag) => {
        if (tag === 0) features.supported = reader.array(5, (r) => readFeature(r, 'min-first'))
        if (tag === 1) answer.finalizedEpoch = reader.int64()
        if (tag === 2) features.finalized = reader.array(5, (r) => readFeature(r, 'max-first'))
        if (tag === 3) answer.zooKeeperMigrationReady = reader.boolean()
      })
    }
    return { ...answer, ...features }
  },
}

function readApi(reader: WireReader): readonly [number, ApiRange] {
  const key = reader.int16()
  const range: ApiRange = [reader.int16(), reader.int16()]
  reader.endStruct()
  return [key, range]
}

function readFeature(reader: WireReader, order: 'min-first' | 'max-first'): FeatureRange {
  const name = reader.string()
  const first = reader.int16()
  const second = reader.int16()
  reader.endStruct()
  return order === 'min-first' ? { name, min: first, max: second } : { name, min: second, max: first }
}
