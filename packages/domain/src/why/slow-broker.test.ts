import { expect, test } from 'vitest'
import { findWhys } from './find-whys.ts'
import { found, HEALTHY, type Values, whyScene } from './why-scene.fake.ts'

/** Produce spends this long in one stage on broker 3. */
const produce = (stage: string, ms: number, more: Values = {}) => ({ 3: { [`${stage}/Produce/p99`]: ms, ...more } })
const slow = (more: Values = {}) => ({ changes: produce('req_local_ms', 900, more) })

test('a cluster in good order has no reason', () => {
  expect(found({})).toEqual([])
})

test('2 ms against 0.4 ms is five times as much and nothing', () => {
  const quick = Object.fromEntries(
    [1, 2, 4, 5].map((id) => [id, { 'req_local_ms/Produce/p99': 0.4, 'req_remote_ms/Produce/p99': 0.4 }]),
  )
  expect(found({ changes: { ...quick, 3: { 'req_local_ms/Produce/p99': 2, 'log_flush_ms/p99': 40 } } })).toEqual([])
})

test('local work for 49 ms is silent, from 50 ms on it is told', () => {
  // 10 ms are its other stages.
  const at = (ms: number) =>
    found({ changes: produce('req_local_ms', ms, { 'log_flush_ms/p99': 300, 'req_remote_ms/Produce/p99': 8 }) })
  expect(at(38)).toEqual([])
  expect(at(41)).toEqual(['slow-disk:3'])
})

test('twice as slow as its peers is no outlier, three times is', () => {
  const peers = (ms: number) =>
    Object.fromEntries([1, 2, 4, 5].map((id) => [id, { 'req_local_ms/Produce/p99': ms, 'log_flush_ms/p99': 20 }]))
  const at = (usual: number) =>
    found({ changes: { ...peers(usual), ...produce('req_local_ms', 190, { 'log_flush_ms/p99': 300 }) } })
  expect(at(90)).toEqual([])
  expect(at(55)).toEqual(['slow-disk:3'])
})

test('a broker without producers keeps its old percentiles: they are no reason', () => {
  const idle = { 'req_total_ms/Produce/rate': 0, 'requests/Produce': 0, 'log_flush_ms/p99': 800 }
  expect(found(slow(idle))).toEqual([])
  expect(found(slow({ 'log_flush_ms/p99': 800 }))).toEqual(['slow-disk:3'])
})

test('before rates are known nothing is told', () => {
  expect(
    found(slow({ 'req_total_ms/Produce/rate': undefined, 'requests/Produce': undefined, 'log_flush_ms/p99': 800 })),
  ).toEqual([])
})

test('all equally slow: nobody is the culprit', () => {
  const all = Object.fromEntries(
    [1, 2, 3, 4, 5].map((id) => [id, { 'req_local_ms/Produce/p99': 900, 'log_flush_ms/p99': 700 }]),
  )
  expect(found({ changes: all })).toEqual([])
})

test('of three brokers two slow ones do not hide each other', () => {
  const disk = { 'req_local_ms/Produce/p99': 900, 'log_flush_ms/p99': 700 }
  expect(found({ brokers: [1, 2, 3], changes: { 1: disk, 2: disk } })).toEqual(['slow-disk:1', 'slow-disk:2'])
})

test('a cluster of one broker has no peers to compare with', () => {
  expect(found({ brokers: [3], ...slow({ 'log_flush_ms/p99': 800 }) })).toEqual([])
})

test('a broker is left alone for five minutes after its start', () => {
  const started = (agoMs: number) =>
    slow({ 'log_flush_ms/p99': 800, start_time: (HEALTHY.start_time ?? 0) + 86_400 - agoMs / 1000 })
  expect(found(started(299_000))).toEqual([])
  expect(found(started(300_000))).toEqual(['slow-disk:3'])
})

test('a slow disk: by its flush, by its device, by having no time left', () => {
  expect(found(slow({ 'log_flush_ms/p99': 50 }))).toEqual(['slow-disk:3'])
  expect(found(slow({ 'log_flush_ms/p99': 49 }))).toEqual(['slow-locally:3'])
  expect(found({ ...slow(), hosts: { 3: { 'node_disk_write_ms/sdb': 20 } } })).toEqual(['slow-disk:3'])
  expect(found({ ...slow(), hosts: { 3: { 'node_disk_write_ms/sdb': 19 } } })).toEqual(['slow-locally:3'])
  expect(found({ ...slow(), hosts: { 3: { 'node_disk_busy/sdb': 0.9 } } })).toEqual(['slow-disk:3'])
  expect(found({ ...slow(), hosts: { 3: { 'node_disk_busy/sdb': 0.89 } } })).toEqual(['slow-locally:3'])
})

test('a busy disk that slows nobody down is silent', () => {
  expect(found({ hosts: { 3: { 'node_disk_busy/sdb': 0.98, 'node_disk_write_ms/sdb': 200 } } })).toEqual([])
})

test('the sentence names the stage, the disk and the peers', () => {
  const hosts = { 3: { 'node_disk_busy/sdb': 0.98 } }
  const [why] = findWhys(whyScene({ ...slow({ 'log_flush_ms/p99': 880 }), hosts }))
  expect(why?.sentence).toBe(
    'Broker 3 is slow because of its disk sdb: 99 % of its produce time, 900 ms, is local work, and its log flush takes 880 ms at p99 (8 ms on its peers), and its disk sdb is 98 % busy (20 % on its peers).',
  )
})

test('what is not measured is named when no cause is found', () => {
  const [why] = findWhys(whyScene({ ...slow({ 'log_flush_ms/p99': undefined }), hosts: { 3: null } }))
  expect(why?.code).toBe('slow-locally')
  expect(why?.sentence).toContain(
    'Its host tells no disk, processor or network metrics. Its exporter tells no log flush times.',
  )
})

test('garbage collection from a tenth of its time on', () => {
  expect(found(slow({ gc_time_s: 0.1 }))).toEqual(['garbage-collection:3'])
  expect(found(slow({ gc_time_s: 0.099 }))).toEqual(['slow-locally:3'])
})

test('another process on the host, the broker itself, or nobody knows who', () => {
  const hosts = { 3: { node_cpu_busy: 0.95 } }
  expect(found({ ...slow({ cpu_cores: 1.5 }), hosts })).toEqual(['cpu-taken:3'])
  expect(found({ ...slow({ cpu_cores: 7 }), hosts })).toEqual(['cpu-exhausted:3'])
  expect(found({ ...slow({ cpu_cores: undefined }), hosts })).toEqual(['cpu-exhausted:3'])
  expect(found({ ...slow(), hosts: { 3: { node_cpu_busy: 0.89 } } })).toEqual(['slow-locally:3'])
})

test('message conversions: many, and much of what comes in', () => {
  expect(found(slow({ produce_conversions: 2_000 }))).toEqual(['message-conversions:3'])
  expect(found(slow({ produce_conversions: 1_999 }))).toEqual(['slow-locally:3'])
  expect(found(slow({ messages_in: 500, fetch_conversions: 100 }))).toEqual(['message-conversions:3'])
  expect(found(slow({ messages_in: 500, fetch_conversions: 99 }))).toEqual(['slow-locally:3'])
})

test('consumers that read old records come before the disk they keep busy', () => {
  const hosts = { 3: { 'node_disk_busy/sdb': 0.97 } }
  const fetch = { 'req_local_ms/FetchConsumer/p99': 400, 'log_flush_ms/p99': 8 }
  expect(found({ changes: { 3: { ...fetch, disk_read_bytes: 30e6 } }, hosts })).toEqual(['reads-from-disk:3'])
  // Little of what it sends comes from the disk.
  expect(found({ changes: { 3: { ...fetch, disk_read_bytes: 6e6 } }, hosts })).toEqual(['slow-disk:3'])
})

test('the long poll of consumers is no trouble, however long', () => {
  expect(
    found({ changes: { 3: { 'req_remote_ms/FetchConsumer/p99': 30_000, 'req_total_ms/FetchConsumer/p99': 30_000 } } }),
  ).toEqual([])
})

test('the queue: what keeps the handlers comes before the handlers', () => {
  const queue = (more: Values) => found({ changes: produce('req_queue_ms', 700, more) })
  expect(queue({ handler_idle: 0.04, bytes_in: 60e6 })).toEqual(['hot-broker:3'])
  expect(queue({ handler_idle: 0.04 })).toEqual(['handlers-exhausted:3'])
  expect(queue({ handler_idle: 0.3 })).toEqual(['handlers-exhausted:3'])
  expect(queue({ handler_idle: 0.31 })).toEqual(['slow-locally:3'])
})

test('a hot broker with little time left is told before it is slow; one with time is not', () => {
  expect(found({ changes: { 3: { bytes_in: 60e6, handler_idle: 0.3 } } })).toEqual(['hot-broker:3'])
  expect(found({ changes: { 3: { bytes_in: 60e6, handler_idle: 0.31 } } })).toEqual([])
  expect(found({ changes: { 3: { bytes_in: 39e6, bytes_out: 79e6, handler_idle: 0.1 } } })).toEqual([])
})

test('a hot broker names the topic that makes it hot', () => {
  const [why] = findWhys(
    whyScene({
      changes: produce('req_queue_ms', 700, { bytes_in: 60e6 }),
      topics: { 3: { orders: [41e6, 0, 9], logs: [1e6, 0, 9] } },
    }),
  )
  expect(why?.sentence).toContain(
    'it takes in 60 MB/s, 3× as much as its peers; topic orders makes 68 % of what comes in',
  )
})

test('sending: lost packets, a full card, threads without time', () => {
  const send = (more: Values = {}) => ({ changes: produce('resp_send_ms', 600, more) })
  expect(found({ ...send(), hosts: { 3: { node_tcp_retransmits: 10 } } })).toEqual(['network-loss:3'])
  expect(found({ ...send({ network_idle: 0.02 }), hosts: { 3: { node_tcp_retransmits: 9 } } })).toEqual([
    'network-threads-exhausted:3',
  ])
  expect(found({ ...send(), hosts: { 3: { 'node_net_tx/eth0': 1.07e9 } } })).toEqual(['network-full:3'])
  expect(found({ ...send({ network_idle: 0.31 }) })).toEqual([])
})

test('figures that are as on the peers are no evidence; the symptom itself always stands first', () => {
  const of = (flushMs: number) => {
    const scene = whyScene({
      ...slow({ 'log_flush_ms/p99': flushMs }),
      hosts: { 3: { 'node_disk_busy/sdb': 0.99, 'node_disk_write_ms/sdb': 60 } },
    })
    return findWhys(scene).flatMap(({ evidence }) => evidence.map(({ text }) => text))
  }
  expect(of(8)[0]).toContain('Produce')
  expect(of(8).filter((text) => text.includes('log flush'))).toEqual([])
  expect(of(700).filter((text) => text.includes('log flush'))).toHaveLength(1)
})
