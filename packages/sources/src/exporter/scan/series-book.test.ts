import { expect, test } from 'vitest'
import { SeriesBook, UNKNOWN, UNWANTED } from './series-book.ts'
import { SeriesHash } from './series-hash.ts'

function hashOf(text: string): SeriesHash {
  const hash = new SeriesHash()
  const bytes = Buffer.from(text)
  hash.of(bytes, 0, bytes.length)
  return hash
}

test('what was noted is found again, however many there are', () => {
  const book = new SeriesBook<string>()
  const names = Array.from({ length: 20_000 }, (_, i) => `kafka_server_x{topic="t-${i}",name="BytesInPerSec"}`)
  for (const name of names) {
    const { high, low } = hashOf(name)
    expect(book.find(high, low)).toBe(UNKNOWN)
    book.add(high, low, name.endsWith('7"}') ? null : name)
  }
  for (const name of names) {
    const { high, low } = hashOf(name)
    const id = book.find(high, low)
    if (id === UNWANTED) expect(name).toMatch(/7"}$/)
    else expect(book.meaning(id)).toBe(name)
  }
})

test('a full book begins anew, and gives no id twice', () => {
  const book = new SeriesBook<number>(10)
  const ids = Array.from({ length: 11 }, (_, i) => book.add(i, i, i))
  expect(ids).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(book.find(3, 3)).toBe(UNKNOWN)
  expect(book.meaning(0)).toBeUndefined()
  expect(book.meaning(10)).toBe(10)
})
