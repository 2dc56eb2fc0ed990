import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ChunkPoint, decodeChunk, encodeChunk, togetherOf } from './chunk.ts'

const value = fc.double({ min: -1e15, max: 1e15, noNaN: true })
const point = fc
  .tuple(value, value, value, fc.integer({ min: 1, max: 5_000 }))
  .map(([a, b, c, samples]): ChunkPoint => {
    const [min, mean, max] = [a, b, c].toSorted((x, y) => x - y) as [number, number, number]
    return { mean, min, max, samples }
  })

const near = (is: number, was: number) => Math.abs(is - was) <= Math.abs(was) * 0.00013 + 1e-37

test('what is read back is what was written, to four digits, gaps where they were', () => {
  fc.assert(
    fc.property(fc.array(fc.option(point, { nil: undefined }), { minLength: 1, maxLength: 300 }), (points) => {
      const back = decodeChunk(encodeChunk(points))
      expect(back?.length).toBe(points.length)
      points.forEach((was, i) => {
        const is = back?.[i]
        if (was === undefined || is === undefined) {
          expect(is).toBe(was)
          return
        }
        expect(is.samples).toBe(was.samples)
        for (const key of ['mean', 'min', 'max'] as const)
          expect(near(is[key], was[key]), `${is[key]} ${was[key]}`).toBe(true)
      })
    }),
  )
})

test('counts stay whole numbers', () => {
  const counts = [0, 1, 3, 100, 8_191, 8_192].map((n) => ({ mean: n, min: n, max: n, samples: 4 }))
  expect(decodeChunk(encodeChunk(counts))).toEqual(counts)
})

test('an hour in which nothing changes takes a few bytes', () => {
  const still = Array.from({ length: 60 }, () => ({ mean: 42, min: 42, max: 42, samples: 4 }))
  expect(encodeChunk(still).length).toBeLessThan(40)
})

test('noise is no chunk and does not throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
      const read = decodeChunk(noise)
      expect(read === null || Array.isArray(read)).toBe(true)
    }),
  )
  const cut = encodeChunk([{ mean: 1, min: 1, max: 1, samples: 1 }]).slice(0, 5)
  expect(decodeChunk(cut)).toBeNull()
})

test('points together keep the spike and weigh by samples', () => {
  const some = [{ mean: 1, min: 0, max: 2, samples: 3 }, undefined, { mean: 5, min: 5, max: 99, samples: 1 }]
  expect(togetherOf(some)).toEqual({ mean: 2, min: 0, max: 99, samples: 4 })
  expect(togetherOf([undefined])).toBeUndefined()
})
