import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LineScanner, MAX_LINE_BYTES } from './line-scanner.ts'
import { foldedHash, NameTable } from './name-table.ts'

function scan(chunks: readonly (string | Uint8Array)[], names: readonly string[] = ['wanted', 'also_wanted']) {
  const lines: string[] = []
  const table = new NameTable(names)
  const scanner = new LineScanner(table, {
    line(name, buffer, start, nameEnd, end) {
      if (!table.is(name, buffer, start, nameEnd)) return
      lines.push(`${table.names[name]}|${Buffer.from(buffer.subarray(nameEnd, end))}`)
    },
  })
  for (const chunk of chunks) scanner.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
  scanner.end()
  return { lines, scanner }
}

const PAGE = `# HELP wanted x
# TYPE wanted gauge
wanted{a="1",} 1.0
wanted 2
WANTED{b="}"} 3
wanted_not{a="1"} 4
other 5

also_wanted\t6
{"name.with.dots",a="1"} 7
`
const LINES = ['wanted|{a="1",} 1.0', 'wanted| 2', 'wanted|{b="}"} 3', 'also_wanted|\t6']

test('wanted lines, whatever their case; comments and quoted names are none', () => {
  const { lines, scanner } = scan([PAGE])
  expect(lines).toEqual(LINES)
  expect(scanner.series).toBe(6)
  expect(scanner.nameless).toBe(1)
})

test('chunks may be cut anywhere', () => {
  const bytes = Buffer.from(PAGE)
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length), { maxLength: 12 }), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), bytes.length]
      const { lines, scanner } = scan(at.slice(1).map((cut, i) => bytes.subarray(at[i], cut)))
      expect(lines).toEqual(LINES)
      expect(scanner.series).toBe(6)
    }),
  )
})

test('a last line without its end counts, Windows line ends do no harm', () => {
  expect(scan(['wanted 1']).lines).toEqual(['wanted| 1'])
  expect(scan(['wanted 1\r\n\r\nwanted 2\r\n']).lines).toEqual(['wanted| 1\r', 'wanted| 2\r'])
})

test('a line that is too long is left out, in one piece or in many, and nothing beside it', () => {
  const long = `wanted{a="${'x'.repeat(MAX_LINE_BYTES)}"} 1\n`
  const whole = scan([`wanted 1\n${long}wanted 2\n`])
  expect(whole.lines).toEqual(['wanted| 1', 'wanted| 2'])
  expect(whole.scanner.overlong).toBe(1)
  const pieces = scan(['wanted 1\n', ...(long.match(/.{1,9000}/gs) ?? []), 'wanted 2\n'])
  expect(pieces.lines).toEqual(whole.lines)
  expect(pieces.scanner.overlong).toBe(1)
})

test('names with one hash are told apart', () => {
  // FNV-1a of 32 bits is the same for both.
  expect(foldedHash(Buffer.from('costarring'))).toBe(foldedHash(Buffer.from('liquid')))
  expect(scan(['liquid 1\ncostarring 2\n'], ['costarring']).lines).toEqual(['costarring| 2'])
  expect(() => new NameTable(['costarring', 'liquid'])).toThrow('liquid')
})

test('many names', () => {
  const names = Array.from({ length: 3000 }, (_, i) => `metric_${i}`)
  const page = names.map((name) => `${name} 1\n${name}0x 1\n`).join('')
  expect(scan([page], names).lines).toEqual(names.map((name) => `${name}| 1`))
})

test('names in a row: the same again, a longer one, a shorter one, another case', () => {
  const page = 'wanted 1\nwanted{a="1"} 2\nwanted_x 3\nwanted 4\nwante 5\nwanted 6\nWanted 7\nwanted\t8\n\nwanted 9\n'
  const { lines, scanner } = scan([page])
  expect(lines).toEqual(['| 1', '|{a="1"} 2', '| 4', '| 6', '| 7', '|\t8', '| 9'].map((line) => `wanted${line}`))
  expect(scanner.series).toBe(9)
})
