import { expect, test } from 'vitest'
import { KRAFT_41, pagesOf, targetOf } from '../recorded-page.fake.ts'

const bytesIn = (...series: readonly (readonly [string, number])[]) =>
  `kafka_server_replicamanager_isrshrinks_total 0\n${series.map(([labels, value]) => `kafka_server_brokertopicmetrics_bytesin_total${labels} ${value}\n`).join('')}`

test('a rate is per second of the time between the two pages', () => {
  const node = pagesOf()
  expect(node.read(bytesIn(['', 1000]), 500).values.has('bytes_in')).toBe(false)
  expect(node.read(bytesIn(['', 4000]), 10_500).values.get('bytes_in')).toBe(300)
})

test('a counter that began anew counts from zero', () => {
  const node = pagesOf()
  node.read(bytesIn(['', 1000], ['{topic="a"}', 900], ['{topic="b"}', 100]), 0)
  const { values, topics } = node.read(bytesIn(['', 2000], ['{topic="a"}', 50], ['{topic="b"}', 200]), 10_000)
  expect(values.get('bytes_in')).toBe(100)
  // Not the rate of the sum, which fell.
  expect(Object.fromEntries(topics.topics.map((topic, i) => [topic, topics.bytesIn[i]]))).toEqual({ a: 5, b: 10 })
  expect(topics.messagesIn).toEqual(Float64Array.of(Number.NaN, Number.NaN))
})

test('what vanished and came back has no rate at first', () => {
  const node = pagesOf()
  node.read(bytesIn(['{topic="a"}', 900]), 0)
  node.read(bytesIn(['', 1]), 10_000)
  expect(node.read(bytesIn(['', 2], ['{topic="a"}', 5000]), 20_000).topics.topics).toEqual([])
  expect(node.read(bytesIn(['', 3], ['{topic="a"}', 6000]), 30_000).topics.bytesIn).toEqual(Float64Array.of(100))
})

test('after a gap of more than five intervals there is no rate, and then again one', () => {
  const node = pagesOf()
  for (const [value, atMs] of [
    [0, 0],
    [100, 10_000],
    [200, 20_000],
  ] as const)
    node.read(bytesIn(['', value]), atMs)
  expect(node.read(bytesIn(['', 300]), 71_000).values.has('bytes_in')).toBe(false)
  expect(node.read(bytesIn(['', 400]), 81_000).values.get('bytes_in')).toBe(10)
})

test('a page that did not move at all is not a node that does nothing', () => {
  const node = pagesOf()
  node.read(bytesIn(['', 100]), 0)
  const same = node.read(bytesIn(['', 100]), 10_000)
  expect(same.values.has('bytes_in')).toBe(false)
  expect(same.notes[0]).toContain('serves what it kept')
  expect(node.read(bytesIn(['', 300]), 20_000).values.get('bytes_in')).toBe(10)
})

test('two beans that became one series belong together: sums of counters, the larger gauge', () => {
  const page = (a: number, b: number) => `
kafka_network_requestmetrics_requests_total{_objectname="x",request="Produce",version="9"} ${a}
kafka_network_requestmetrics_requests_total{_objectname="y",request="Produce",version="11"} ${b}
kafka_server_replicamanager_isrshrinks_total 0
kafka_server_replicamanager_leadercount{_objectname="x"} 3
kafka_server_replicamanager_leadercount{_objectname="y"} 5
`
  const node = pagesOf()
  node.read(page(0, 0), 0)
  const { values } = node.read(page(100, 50), 10_000)
  expect(values.get('requests/Produce')).toBe(15)
  expect(values.get('requests_by_version/Produce/9')).toBe(10)
  expect(values.get('requests_by_version/Produce/11')).toBe(5)
  expect(values.get('leaders')).toBe(5)
})

test('idle handlers: the count before the rate, and never the mean since the start', () => {
  const meter = (count: number) => `
kafka_server_KafkaRequestHandlerPool_Count{name="RequestHandlerAvgIdlePercent"} ${count}
kafka_server_KafkaRequestHandlerPool_OneMinuteRate{name="RequestHandlerAvgIdlePercent"} 0.3
kafka_server_KafkaRequestHandlerPool_MeanRate{name="RequestHandlerAvgIdlePercent"} 0.9
kafka_server_ReplicaManager_Value{name="LeaderCount"} 1
`
  const node = pagesOf()
  node.read(meter(0), 0)
  expect(node.read(meter(5e9), 10_000).values.get('handler_idle')).toBeCloseTo(0.5)
  const confluent = `kafka_server_replicamanager_isrshrinkspersec 0
kafka_server_kafkarequesthandlerpool_requesthandleravgidlepercent_oneminuterate 0.3
`
  expect(pagesOf().read(confluent, 0).values.get('handler_idle')).toBe(0.3)
  const mean = `kafka_server_replicamanager_isrshrinks_total 0
kafka_server_kafkarequesthandlerpool_requesthandleravgidle_percent 0.9
`
  const read = pagesOf().read(mean, 0)
  expect(read.values.has('handler_idle')).toBe(false)
  expect(read.capabilities.find(({ metric }) => metric === 'handler_idle')).toMatchObject({ provenance: 'mean-rate' })
})

interface Pools {
  readonly isCombined?: boolean
  /** Kafka's own rate of the last minute; null: not told. */
  readonly told?: number | null
  /** KIP-1207. */
  readonly hasOwn?: boolean
}

/** Idle shares, as told for the rates of the count in steps of ten seconds. */
function idleOf(rates: readonly number[], { isCombined = true, told = 1.9, hasOwn = false }: Pools): readonly string[] {
  const pool = (attribute: string, name: string, value: number) =>
    `kafka_server_KafkaRequestHandlerPool_${attribute}{name="${name}"} ${value}\n`
  const page = (count: number) =>
    [
      pool('Count', 'RequestHandlerAvgIdlePercent', count),
      told === null ? '' : pool('OneMinuteRate', 'RequestHandlerAvgIdlePercent', told),
      hasOwn ? pool('Count', 'BrokerRequestHandlerAvgIdlePercent', count / 2) : '',
      'kafka_server_ReplicaManager_Value{name="LeaderCount"} 1\nkafka_server_raft_metrics_current_epoch 3\n',
      isCombined ? 'kafka_controller_KafkaController_Value{name="ActiveControllerCount"} 0\n' : '',
    ].join('')
  const node = pagesOf(targetOf('broker', 1), KRAFT_41)
  node.read(page(0), 0)
  let count = 0
  return rates.map((rate, i) => {
    count += rate * 10e9
    return (node.read(page(count), (i + 1) * 10_000).values.get('handler_idle') ?? Number.NaN).toFixed(2)
  })
}

test('one meter of two pools: what is left when the controller does nothing', () => {
  expect(idleOf([1.9, 1.1, 0.9], {})).toEqual(['0.90', '0.10', '0.00'])
  expect(idleOf([0.9, 1.9, 1.1], { told: null })).toEqual(['0.90', '0.90', '0.10'])
  expect(idleOf([1.8, 0.6], { hasOwn: true })).toEqual(['0.90', '0.30'])
})

test('a rate above 1 is no second pool, but two readings further apart than they seem', () => {
  expect(idleOf([1.5, 0.4], { told: 0.95 })).toEqual(['1.00', '0.40'])
  expect(idleOf([1.9, 0.4], { isCombined: false })).toEqual(['1.00', '0.40'])
})

test('percent are found out once and for all', () => {
  const page = (idle: number) => `kafka_server_replicamanager_isrshrinks_total 0
kafka_network_socketserver_networkprocessoravgidlepercent ${idle}
`
  const node = pagesOf()
  expect(node.read(page(93), 0).values.get('network_idle')).toBe(0.93)
  expect(node.read(page(1), 10_000).values.get('network_idle')).toBe(0.01)
})

test('one more of one counter beside large numbers is no page that did not move', () => {
  const page = (count: number) =>
    `jvm_memory_used_bytes{area="heap"} 8.1e15\nkafka_server_replicamanager_leadercount 3e15\n${bytesIn(['', count])}`
  const node = pagesOf()
  node.read(page(10), 0)
  for (let i = 1; i < 20; i += 1) expect(node.read(page(10 + i), i * 10_000).notes).toEqual([])
})

test('two nodes behind one address take turns: no rate from one to the other', () => {
  const page = (startedS: number, value: number) => `process_start_time_seconds ${startedS}\n${bytesIn(['', value])}`
  const node = pagesOf()
  node.read(page(1.7e9, 1_000), 0)
  expect(node.read(page(1.6e9, 900_000_000), 10_000).values.has('bytes_in')).toBe(false)
  expect(node.read(page(1.7e9, 2_000), 20_000).values.has('bytes_in')).toBe(false)
  expect(node.read(page(1.7e9, 3_000), 30_000).values.get('bytes_in')).toBe(100)
})
