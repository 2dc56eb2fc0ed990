// Whatever a peer answers costs its page, never the thread.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalise } from '../normalise/normalise.ts'
import type { SeriesUse } from '../normalise/series-use.ts'
import { TargetMemory } from '../normalise/target-memory.ts'
import { pagesOf, recordedPage, targetOf, ZOOKEEPER_39 } from '../recorded-page.fake.ts'
import { PageReader } from './page-reader.ts'
import { SeriesBook } from './series-book.ts'

const PAGE = recordedPage('rules41')

test('mutated pages are read as far as they go', () => {
  const node = pagesOf()
  let atMs = 0
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(PAGE.length - 1), fc.nat(255)), { minLength: 1, maxLength: 400 }),
      fc.nat(PAGE.length),
      (changes, length) => {
        const page = Buffer.from(PAGE.subarray(0, length))
        for (const [at, byte] of changes) if (at < length) page[at] = byte
        atMs += 15_000
        const { values, capabilities } = node.read(page, atMs)
        expect(capabilities.length).toBeGreaterThan(100)
        for (const value of values.values()) expect(Number.isFinite(value)).toBe(true)
      },
    ),
    { numRuns: 60 },
  )
})

test('noise is no page', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
      const { values, naming } = pagesOf().read(bytes, 0)
      expect([naming, values.size]).toEqual([null, 0])
    }),
  )
})

test('names in quotes, exemplars, time stamps and ends of OpenMetrics', () => {
  const { values, notes } = pagesOf().read(
    `# TYPE kafka_server_replicamanager_isrshrinks counter
kafka_server_replicamanager_isrshrinks_total 0 # {trace_id="a"} 1.0 1.6e9
kafka_server_replicamanager_leadercount 4 1795365963632
kafka_server_replicamanager_partitioncount{} 5
kafka_server_replicamanager_atminisrpartitioncount NaN
{"kafka.server.leaders",a="1"} 7
kafka_server_replicamanager_offlinereplicacount{a="b} 1
kafka_server_replicamanager_reassigningpartitions many
# EOF
`,
    0,
  )
  expect(Object.fromEntries(values)).toEqual({ leaders: 4, partitions: 5 })
  expect(notes).toEqual(['2 lines could not be read', '1 lines have names in quotes or none, and were left out'])
})

test('an exemplar behind a number is not the number, nor is a brace in quotes the end of the labels', () => {
  const read = (page: string) => pagesOf().read(`kafka_server_replicamanager_isrshrinks_total 0\n${page}\n`, 0).values
  const pool = 'kafka_server_delayedoperationpurgatory_purgatorysize'
  const exemplar = `${pool}{delayedoperation="Produce"} 5 # {trace_id="}"} 0.67 1.6e9`
  expect(read(exemplar).get('purgatory_size/Produce')).toBe(5)
  expect(read(`${exemplar}\n${pool}{delayedoperation="Fe}tch"} 7`).get('purgatory_size/Fe}tch')).toBe(7)
})

test('pages that fill the book while others are half read say what they said', () => {
  const book = new SeriesBook<readonly SeriesUse[]>(60)
  const node = { memory: new TargetMemory(), target: targetOf('broker', 1), hints: ZOOKEEPER_39 }
  const page = (reads: number) =>
    [
      `kafka_server_replicamanager_leadercount ${4 + reads}\nkafka_server_replicamanager_isrshrinks_total 0\n`,
      ...Array.from({ length: 20 }, (_, i) => `${BYTES_IN}{topic="t${i}"} ${(i + 1) * 100 * reads}\n`),
      `kafka_server_replicamanager_partitioncount ${9 + reads}\n${BYTES_IN} ${30_000 * reads}\n`,
    ].join('')
  const other = Array.from({ length: 50 }, (_, i) => `${BYTES_IN}{topic="other${i}"} 7\n`).join('')
  for (let reads = 0; reads < 12; reads += 1) {
    const mine = new PageReader(book)
    const bytes = Buffer.from(page(reads))
    const half = (bytes.length * (reads % 5)) / 4
    mine.push(bytes.subarray(0, half))
    const stranger = new PageReader(book)
    stranger.push(Buffer.from(other))
    mine.push(bytes.subarray(half))
    mine.end()
    const { values, topics } = normalise(mine, { ...node, atMs: reads * 10_000 })
    expect([values.get('leaders'), values.get('partitions')]).toEqual([4 + reads, 9 + reads])
    // A series that was learnt anew has no rate yet; none has a wrong one.
    expect([undefined, 3_000]).toContain(values.get('bytes_in'))
    for (const [i, topic] of topics.topics.entries()) {
      expect(topics.bytesIn[i]).toBe((Number(topic.slice(1)) + 1) * 10)
    }
  }
})

const BYTES_IN = 'kafka_server_brokertopicmetrics_bytesin_total'

test('a series that stands on the page twice counts once', () => {
  const node = pagesOf()
  const page = (count: number) =>
    `kafka_server_replicamanager_isrshrinks_total 0\n${BYTES_IN} ${count}\n${BYTES_IN} ${count + 1}\n`
  node.read(page(0), 0)
  const { values, notes } = node.read(page(1_000), 10_000)
  expect(values.get('bytes_in')).toBe(100)
  expect(notes).toEqual(['1 lines repeat a series that is on the page already, and were left out'])
})
