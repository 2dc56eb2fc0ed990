// A configuration of jmx_exporter that reads only the beans that are shown, and what it would save of a page as it is.
// Reading beans is what an exporter's pages cost a broker; `name[]=` in the address saves none of it.
import { type LeanSaving, TIMED_REQUESTS } from '@perigee/domain'
import { folded } from './normalise/series-use.ts'
import { blockEnd, readLabels } from './scan/labels.ts'

export interface LeanOptions {
  /** From 1.0 on the settings have other names. */
  readonly generation: '0.x' | '1.x'
  /** Bytes and messages of each topic: three beans a topic on each broker that leads it. */
  readonly topics: 'per topic' | 'none'
}

interface LeanBean {
  /** As an object name with wildcards. */
  readonly objectName: string
  /** Whether a series of a page comes from it: domain and type as the page's names have them, and the series' labels. */
  readonly type: string
  /** Lower-cased; null: all of the type. */
  readonly names: readonly string[] | null
  readonly isOf?: (labels: ReadonlyMap<string, string>) => boolean
}

const TOPIC_METERS = ['BytesInPerSec', 'BytesOutPerSec', 'MessagesInPerSec']

function bean(domain: string, type: string, more = ',*'): string {
  return `kafka.${domain}:type=${type}${more}`
}

const WHOLE: readonly LeanBean[] = (
  [
    ['server', 'ReplicaManager'],
    ['server', 'ReplicaFetcherManager'],
    ['server', 'KafkaRequestHandlerPool'],
    ['server', 'DelayedOperationPurgatory'],
    ['server', 'KafkaServer'],
    ['server', 'SessionExpireListener'],
    ['server', 'ZooKeeperClientMetrics'],
    ['server', 'raft-metrics', ''],
    ['server', 'broker-metadata-metrics', ''],
    ['server', 'socket-server-metrics'],
    ['network', 'RequestChannel'],
    ['network', 'SocketServer'],
    ['network', 'Processor'],
    ['log', 'LogFlushStats'],
    ['log', 'LogManager'],
    ['controller', 'KafkaController'],
    ['controller', 'ControllerStats'],
    ['controller', 'ControllerEventManager'],
  ] as const
).map(([domain, type, more]) => ({
  objectName: bean(domain, type, more),
  type: `kafka_${domain}_${flat(type)}`,
  names: null,
}))

function beansOf({ topics }: LeanOptions): readonly LeanBean[] {
  const perTopic: readonly LeanBean[] =
    topics === 'none'
      ? []
      : TOPIC_METERS.map((name) => ({
          objectName: `kafka.server:type=BrokerTopicMetrics,name=${name},topic=*`,
          type: BROKER_TOPICS,
          names: [name.toLowerCase()],
          isOf: (labels) => labels.has('topic'),
        }))
  return [
    {
      objectName: 'kafka.server:type=BrokerTopicMetrics,name=*',
      type: BROKER_TOPICS,
      names: null,
      isOf: (labels) => !labels.has('topic'),
    },
    ...perTopic,
    // One request each: the times of ninety kinds of requests are most of a page without topics.
    ...TIMED_REQUESTS.map(
      (request): LeanBean => ({
        objectName: `kafka.network:type=RequestMetrics,name=*,request=${request}`,
        type: REQUESTS,
        names: null,
        isOf: (labels) => labels.get('request') === request && !labels.has('version') && !labels.has('error'),
      }),
    ),
    ...['RequestsPerSec', 'ErrorsPerSec'].map(
      (name): LeanBean => ({
        objectName: `kafka.network:type=RequestMetrics,name=${name},*`,
        type: REQUESTS,
        names: [name.toLowerCase()],
      }),
    ),
    ...WHOLE,
    { objectName: 'java.lang:type=OperatingSystem', type: 'java_lang_operatingsystem', names: null },
  ]
}

const BROKER_TOPICS = 'kafka_server_brokertopicmetrics'
const REQUESTS = 'kafka_network_requestmetrics'

/**
 * YAML for jmx_exporter's agent. Attributes are not left out: `excludeObjectNameAttributes` takes no wildcards. No rules: matching them costs a broker more than the beans once these are few, and what
 * has no rules is read in every release.
 */
export function leanConfig(options: LeanOptions): string {
  const list = options.generation === '0.x' ? 'whitelistObjectNames' : 'includeObjectNames'
  const names = beansOf(options).map(({ objectName }) => `  - ${quoted(objectName)}`)
  return [
    '# Reads the beans that Perigee shows, and no others.',
    ...(options.generation === '0.x' ? ['lowercaseOutputName: false'] : []),
    `${list}:`,
    ...names,
    '',
  ].join('\n')
}

function quoted(text: string): string {
  return `'${text}'`
}

/** What of a page (of whatever naming) the lean configuration would keep: the same series under the names they have now. */
export function savingOf(page: Uint8Array, options: LeanOptions): LeanSaving {
  const counter = new SavingCounter(options)
  counter.push(page)
  return counter.end()
}

/** The same, of a page as it comes in. */
export class SavingCounter {
  readonly #beans: readonly LeanBean[]
  readonly #saving = { seriesNow: 0, seriesKept: 0, bytesNow: 0, bytesKept: 0 }
  /** Of a line whose end has not come yet. */
  #rest: Buffer = Buffer.alloc(0)

  constructor(options: LeanOptions) {
    this.#beans = beansOf(options)
  }

  push(chunk: Uint8Array): void {
    const fresh = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    const buffer = this.#rest.length === 0 ? fresh : Buffer.concat([this.#rest, fresh])
    let start = 0
    for (let end = buffer.indexOf(10); end >= 0; end = buffer.indexOf(10, start)) {
      this.#line(buffer.subarray(start, end))
      start = end + 1
    }
    const left = buffer.subarray(start)
    // Longer lines are read by nobody; a copy, since the chunk is not ours.
    this.#rest = left.length > LONGEST_LINE_BYTES ? Buffer.alloc(0) : Buffer.from(left)
  }

  end(): LeanSaving {
    this.#line(this.#rest)
    this.#rest = Buffer.alloc(0)
    return { ...this.#saving }
  }

  #line(line: Buffer): void {
    if (line.length === 0 || line[0] === HASH) return
    const saving = this.#saving
    saving.seriesNow += 1
    saving.bytesNow += line.length + 1
    if (!isKept(line, this.#beans)) return
    saving.seriesKept += 1
    saving.bytesKept += line.length + 1
  }
}

const HASH = 35
const LONGEST_LINE_BYTES = 65_536

/** The agent tells these by itself, whatever the list says. */
const ALWAYS = /^(jvm|process|jmx)_/

function isKept(line: Buffer, beans: readonly LeanBean[]): boolean {
  const brace = line.indexOf('{')
  const space = line.indexOf(' ')
  const hasLabels = brace >= 0 && (space < 0 || brace < space)
  const name = line.toString('latin1', 0, hasLabels ? brace : Math.max(0, space)).toLowerCase()
  if (ALWAYS.test(name)) return true
  const few = beans.filter(({ type }) => flat(name).startsWith(type))
  if (few.length === 0) return false
  const labels = hasLabels ? labelsOf(line, brace) : new Map<string, string>()
  return few.some(({ type, names, isOf }) => {
    const called = labels.get('name')?.toLowerCase() ?? flat(name).slice(type.length + 1)
    return (names === null || names.some((one) => saysSame(called, one))) && (isOf === undefined || isOf(labels))
  })
}

function labelsOf(line: Buffer, brace: number): ReadonlyMap<string, string> {
  const end = blockEnd(line, brace, line.length)
  const labels = end < 0 ? undefined : readLabels(line.toString('utf8', brace + 1, end - 1))
  return new Map([...(labels ?? [])].map(([label, value]) => [folded(label), value]))
}

/** `bytesin_total`, `bytesinpersec_count` and `BytesInPerSec` are one meter. */
function saysSame(called: string, meter: string): boolean {
  return called.replace(/^total_/, '').startsWith(meter.replace(/persec$/, ''))
}

/** Rule sets write the hyphens of `raft-metrics` as underscores, or leave them out. */
function flat(type: string): string {
  return type
    .toLowerCase()
    .replaceAll('-', '_')
    .replace(/raftmetrics|brokermetadatametrics|socketservermetrics/, spaced)
}

function spaced(type: string): string {
  return type
    .replace(/metrics$/, '_metrics')
    .replace('brokermetadata', 'broker_metadata')
    .replace('socketserver', 'socket_server')
}
