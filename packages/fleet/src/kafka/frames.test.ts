import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createFrameCutter } from './frames.ts'

function framed(body: Uint8Array): Buffer {
  const size = Buffer.alloc(4)
  size.writeInt32BE(body.length)
  return Buffer.concat([size, body])
}

/** Cuts `bytes` at the given places, each a share of the whole. */
function pieces(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = cuts.map((share) => Math.floor(share * bytes.length)).sort((a, b) => a - b)
  return [...places, bytes.length].map((end, i) => bytes.subarray(places[i - 1] ?? 0, end))
}

it('gives the frames that were sent, however they were cut into chunks', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  const bodies = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 })
  fc.assert(
    fc.property(bodies, fc.array(share, { maxLength: 20 }), (sent, cuts) => {
      const cutter = createFrameCutter()
      const got = pieces(Buffer.concat(sent.map(framed)), cuts).flatMap((piece) =>
        (cutter.push(piece) ?? []).map(String),
      )
      expect(got).toEqual(sent.map((body) => String(Buffer.from(body))))
    }),
  )
})

it('byte by byte', () => {
  const cutter = createFrameCutter()
  const stream = Buffer.concat([framed(Buffer.from('first')), framed(Buffer.from('second'))])
  const got = [...stream].flatMap((byte) => cutter.push(Buffer.of(byte)) ?? [])
  expect(got.map(String)).toEqual(['first', 'second'])
})

it.each([
  ['negative', 'ffffffff'],
  ['above the limit', '00000065'],
])('a size that is %s is refused as soon as it is read', (_, size) => {
  const cutter = createFrameCutter(100)
  expect(cutter.push(Buffer.from(size, 'hex'))).toBeNull()
  expect(createFrameCutter(100).push(Buffer.from('00000064', 'hex'))).toEqual([])
})

it('a size that promises much holds only what has come', () => {
  const cutter = createFrameCutter()
  const before = process.memoryUsage().arrayBuffers
  expect(cutter.push(Buffer.from('06400000', 'hex'))).toEqual([])
  for (let i = 0; i < 10; i += 1) expect(cutter.push(Buffer.alloc(1_000))).toEqual([])
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 << 20)
})
