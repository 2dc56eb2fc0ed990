// A Prometheus for tests: answers in its words, from a table of queries.
import { answerJson, type HttpFake, httpFake } from '../http/http-server.fake.ts'
import { openPrometheus } from './open-prometheus.ts'

export const NEVER = new AbortController().signal
export const NOW_S = 1_700_000_000

export type Row = readonly [labels: Readonly<Record<string, string>>, value: string | readonly string[]]
/** What it answers to a query that the pattern matches; the first one holds. */
export type Answers = readonly (readonly [pattern: RegExp, rows: readonly Row[]])[]

export const BROKER = { instance: 'kafka-1:7071', job: 'kafka' }
export const HOST = { instance: 'kafka-1:9100', job: 'node' }
const NAMES = [
  'kafka_server_brokertopicmetrics_bytesin_total',
  'kafka_server_replicamanager_isrshrinks_total',
  'kafka_server_replicamanager_leadercount',
  'kafka_server_raft_metrics_current_epoch',
  'kafka_network_requestmetrics_totaltimems',
  'kafka_network_requestmetrics_totaltimems_count_total',
  'kafka_server_replicafetchermanager_maxlag',
  'node_cpu_seconds_total',
  'process_cpu_seconds_total',
]

export const USUAL: Answers = [
  [
    /^count by \(instance,job,__name__\) \(\{__name__=~"kafka/,
    [
      [{ ...BROKER, __name__: 'kafka_server_replicamanager_isrshrinks_total' }, '1'],
      [{ ...BROKER, __name__: 'kafka_server_raft_metrics_current_epoch' }, '1'],
      [{ ...HOST, __name__: 'node_cpu_seconds_total' }, '16'],
    ],
  ],
  // Samples 15 s apart.
  [
    /\[5m\]$/,
    [
      [BROKER, ['1', '1', '1', '1']],
      [HOST, ['1', '1', '1']],
    ],
  ],
  [/rate\(kafka_server_brokertopicmetrics_bytesin_total\{topic=""/, [[BROKER, '1200.5']]],
  [
    /by \(instance,job,topic\)/,
    [
      [{ ...BROKER, topic: 'orders' }, '1000'],
      [{ ...BROKER, topic: 'audit' }, '200.5'],
    ],
  ],
  [/totaltimems_count_total/, [[{ ...BROKER, request: 'Produce' }, '40']]],
  [
    /totaltimems"/,
    [
      [
        { ...BROKER, __name__: 'kafka_network_requestmetrics_totaltimems', request: 'Produce', quantile: '0.99' },
        '12.5',
      ],
      [
        { ...BROKER, __name__: 'kafka_network_requestmetrics_totaltimems', request: 'Produce', quantile: '0.50' },
        'NaN',
      ],
    ],
  ],
  [/maxlag/, [[{ ...BROKER, __name__: 'kafka_server_replicafetchermanager_maxlag', clientId: 'Replica' }, '7']]],
  [/leadercount/, [[{ ...BROKER, __name__: 'kafka_server_replicamanager_leadercount' }, '31']]],
  [
    /rate\(process_cpu/,
    [
      [BROKER, '0.5'],
      [HOST, '0.01'],
    ],
  ],
  [/mode!~/, [[HOST, '0.25']]],
  [/^max by .* \(up\{.*== 0$/, [[{ instance: 'kafka-2:7071', job: 'kafka' }, '0']]],
  [/jmx_scrape/, [[BROKER, '0.75']]],
]

interface Behaviour {
  readonly answers?: Answers
  readonly names?: readonly string[] | null
  /** Of the answer with the names. */
  readonly namesStatus?: () => number
  readonly warnings?: readonly string[]
}

export const queryOf = (body: string) => new URLSearchParams(body).get('query') ?? ''

export async function prometheus(behaviour: Behaviour = {}): Promise<HttpFake> {
  const { answers = USUAL, names = NAMES, warnings = [], namesStatus = () => 200 } = behaviour
  return httpFake(({ path, body }, response) => {
    if (path.startsWith('/api/v1/label/')) {
      if (names === null) answerJson(response, {}, 404)
      else answerJson(response, { status: 'success', data: names }, namesStatus())
      return
    }
    const rows = answers.find(([pattern]) => pattern.test(queryOf(body)))?.[1] ?? []
    const result = rows.map(([metric, value]) =>
      typeof value === 'string'
        ? { metric, value: [NOW_S, value] }
        : { metric, values: value.map((one, index) => [NOW_S + 15 * index, one]) },
    )
    answerJson(response, { status: 'success', data: { resultType: 'vector', result }, warnings })
  })
}

export const open = (url: string, more: object = {}) =>
  openPrometheus(
    { url, auth: null, selector: null, nodeLabel: 'instance', tenant: null, ...more },
    { timeoutMs: 2_000 },
  )
