import { describe, expect, it } from 'vitest'
import { consoleTargets } from './console-targets.ts'
import { type DecoderTarget, fuzzDecoder, lengthLies } from './fuzz-decoder.ts'
import { settledHeapBytes } from './heap.ts'
import { otherTargets } from './kafka-targets.ts'
import { decoderTargets } from './targets.ts'
import { zooKeeperTargets } from './zookeeper-targets.ts'

// `npm run fuzz` does the same with 100,000 frames for each of more than a hundred decoders, which takes minutes.
const EACH = 1_000
const OWN = 10_000
const SEED = 20_261
const MAY_GROW_BYTES = 24 << 20

const named = (targets: readonly DecoderTarget[]) => targets.map((target) => ({ name: target.name, target }))

describe('mutated frames', () => {
  it.each(named([...consoleTargets(), ...zooKeeperTargets(), ...otherTargets()]))(
    '$name gives a value or its own error, at once and without taking memory',
    async ({ target }) => {
      expect(target.samples.length).toBeGreaterThan(0)
      const report = await fuzzDecoder(target, { frames: OWN, seed: SEED })
      expect(report.complaints).toEqual([])
      // Some still mean something: the mutations are small enough to get past the first field.
      expect(report.decoded).toBeGreaterThan(OWN / 1_000)
    },
    60_000,
  )

  it('every message of every API is read or refused, and nothing is held afterwards', async () => {
    const targets = decoderTargets()
    expect(targets.length).toBeGreaterThan(100)
    expect(targets.filter(({ samples }) => samples.length === 0).map(({ name }) => name)).toEqual([])
    for (const target of targets) await fuzzDecoder(target, { frames: 10, seed: SEED })
    const before = await settledHeapBytes()
    for (const target of targets) {
      const { complaints, decoded } = await fuzzDecoder(target, { frames: EACH, seed: SEED })
      expect({ target: target.name, complaints }).toEqual({ target: target.name, complaints: [] })
      expect({ target: target.name, isUnderstood: decoded > 0 }).toEqual({ target: target.name, isUnderstood: true })
    }
    expect((await settledHeapBytes()) - before).toBeLessThan(MAY_GROW_BYTES)
  }, 120_000)

  it('a seed decides all of it', async () => {
    const [target] = decoderTargets()
    const run = async (seed: number) => (await fuzzDecoder(target as DecoderTarget, { frames: 2_000, seed })).decoded
    expect(await run(1)).toBe(await run(1))
    expect(await run(2)).not.toBe(await run(1))
  })
})

describe('lengths that lie', () => {
  it('take no memory and no time, wherever they stand', async () => {
    for (const target of decoderTargets()) {
      const longest = target.samples.toSorted((a, b) => b.length - a.length)[0] ?? Buffer.alloc(0)
      const before = process.memoryUsage()
      const began = performance.now()
      let lies = 0
      for (const lie of lengthLies(longest)) {
        lies += 1
        try {
          await target.decode(lie)
        } catch (error) {
          expect({ target: target.name, isTyped: target.isTyped(error) }).toEqual({
            target: target.name,
            isTyped: true,
          })
        }
      }
      const after = process.memoryUsage()
      expect(lies).toBeGreaterThan(0)
      // 2^31 of anything for a single one of them would be far more.
      expect(after.external + after.heapUsed - before.external - before.heapUsed).toBeLessThan(256 << 20)
      expect(performance.now() - began).toBeLessThan(20_000)
    }
  }, 120_000)
})

describe('what the fuzzer sees', () => {
  const greedy = (decode: DecoderTarget['decode']): DecoderTarget => {
    return { name: 'victim', samples: [Buffer.from('0102030405060708', 'hex')], decode, isTyped: () => false }
  }
  const complaintsOf = async (decode: DecoderTarget['decode']) =>
    (await fuzzDecoder(greedy(decode), { frames: 200, seed: 1 })).complaints.map(({ what }) => what)

  it('an error that nobody promised, with its place', async () => {
    const target = greedy((bytes) => bytes.readInt32BE(0))
    const { complaints } = await fuzzDecoder(target, { frames: 200, seed: 1 })
    expect(complaints[0]).toMatchObject({
      what: 'untyped error',
      detail: expect.stringMatching(/RangeError[\s\S]*at /),
    })
    expect(() => target.decode(Buffer.from(complaints[0]?.hex ?? '', 'hex'))).toThrow(RangeError)
  })

  it('memory that is taken because a length says so', async () => {
    expect(await complaintsOf(() => Buffer.alloc(64 << 20))).toContain('memory')
  })

  it('a decoder that takes its time', async () => {
    let calls = 0
    const dawdle = () => {
      calls += 1
      const until = performance.now() + (calls === 7 || calls === 8 ? 600 : 0)
      while (performance.now() < until);
    }
    expect(await complaintsOf(dawdle)).toEqual(['slow'])
  })
})
