// Whatever a peer answers costs its page, never the thread.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pagesOf, recordedPage } from '../recorded-page.fake.ts'

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
