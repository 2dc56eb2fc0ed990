import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Message } from '../wire/message.ts'
import { createPause } from '../wire/pause.ts'
import { WireReader } from '../wire/wire-reader.ts'
import { apiVersions } from './api-versions.ts'
import { describeCluster } from './describe-cluster.ts'
import { describeConfigs } from './describe-configs.ts'
import { describeLogDirs } from './describe-log-dirs.ts'
import { describeQuorum } from './describe-quorum.ts'
import { listOffsets } from './list-offsets.ts'
import { listPartitionReassignments } from './list-partition-reassignments.ts'
import { topicMetadata } from './metadata.ts'
import recorded from './recorded-answers.json' with { type: 'json' }
import { topicCounts } from './topic-counts.ts'

// Real answers with some bytes changed, cut or added. A decoder may give a value or an Error; it may not hang, and it may
// not build more than the bytes can hold.

const messages: readonly (readonly [string, Message<never, unknown>])[] = [
  ['Metadata', topicMetadata],
  ['Metadata counts', topicCounts],
  ['ApiVersions', apiVersions],
  ['DescribeCluster', describeCluster],
  ['DescribeQuorum', describeQuorum],
  ['DescribeLogDirs', describeLogDirs],
  ['ListPartitionReassignments', listPartitionReassignments],
  ['ListOffsets', listOffsets],
  ['DescribeConfigs', describeConfigs],
]

interface Sample {
  readonly version: number
  readonly body: Buffer
}

function samples(message: Message<never, unknown>): Sample[] {
  return Object.values(recorded as Record<string, Record<string, string>>).flatMap((bodies) =>
    Object.entries(bodies)
      .filter(([name]) => name.startsWith(`${message.name} v`))
      .map(([name, body]) => ({ version: Number(name.split(' v')[1]), body: Buffer.from(body, 'base64') })),
  )
}

const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 6 }),
    fc.constantFrom(
      Uint8Array.of(0x7f, 0xff, 0xff, 0xff),
      Uint8Array.of(0xff, 0xff, 0xff, 0xff),
      Uint8Array.of(0, 0, 0, 0),
    ),
  ),
})
const mutation = fc.record({
  sample: fc.nat(1000),
  changes: fc.array(change, { minLength: 1, maxLength: 4 }),
  keep: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.double({ min: 0, max: 1, noNaN: true })),
})

function mutate(body: Buffer, { changes, keep }: typeof mutation extends fc.Arbitrary<infer M> ? M : never): Buffer {
  const mutated = Buffer.from(body.subarray(0, Math.ceil(body.length * keep)))
  for (const { at, bytes } of changes)
    mutated.set(bytes.subarray(0, mutated.length), fit(at, mutated.length, bytes.length))
  return mutated
}

function fit(at: number, length: number, width: number): number {
  return Math.max(0, Math.min(Math.floor(at * length), length - width))
}

test.each(messages)('%s survives 10,000 mutated answers', { timeout: 120_000 }, async (_name, message) => {
  const known = samples(message)
  expect(known.length).toBeGreaterThan(0)
  await fc.assert(
    fc.asyncProperty(mutation, async (m) => {
      const { version, body } = known[m.sample % known.length] as Sample
      const bytes = mutate(body, m)
      const reader = new WireReader(bytes, { flexible: version >= message.flexibleFrom })
      try {
        await message.decode(reader, version, createPause())
        expect(reader.position).toBeLessThanOrEqual(bytes.length)
      } catch (error) {
        expect(error).toBeInstanceOf(Error)
        expect((error as Error).name).not.toBe('AssertionError')
      }
    }),
    { numRuns: 10_000 },
  )
})
