import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readNumber } from './read-number.ts'

function read(text: string): number | undefined {
  const bytes = new TextEncoder().encode(`x{a="b"} ${text}`)
  return readNumber(bytes, 8, bytes.length)
}

test.each([
  ['0', 0],
  ['3.0', 3],
  ['-1', -1],
  ['.5', 0.5],
  ['1.500986437485E12', 1_500_986_437_485],
  ['1e-3', 0.001],
  ['1E+2', 100],
  ['4.9E-324', 5e-324],
  ['NaN', Number.NaN],
  ['+Inf', Number.POSITIVE_INFINITY],
  ['-Inf', Number.NEGATIVE_INFINITY],
  ['9007199254740993', 9_007_199_254_740_992],
  ['12.5 1795365963632', 12.5],
  ['7 # {trace_id="x"} 1.0', 7],
  ['7\r', 7],
])('reads %s', (text, value) => {
  expect(read(text)).toBe(value)
})

test.each(['', '   ', 'x', '-', '.', '1..2', '1e', '1e+', '0x10', '1,5', '12abc', '1E5.5'])(
  'reads no number in "%s"',
  (text) => {
    expect(read(text)).toBeUndefined()
  },
)

test('every double is read as JavaScript reads it', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(read(String(value)) === value).toBe(true)
      expect(read(value.toExponential().toUpperCase()) === value).toBe(true)
    }),
  )
})
