import { expect, test } from 'vitest'
import { newlyHit, rowsAfter } from './rows-of.ts'

test('a count of a what-if opens its rows, with the loss in the address', () => {
  expect(rowsAfter({ cluster: 'eu', lose: 'rack:b' }, 'offline')).toBe('/c/eu/partitions?q=after:offline&lose=rack:b')
  expect(rowsAfter({ cluster: 'eu', lose: '' }, 'fine')).toBe('/c/eu/partitions?q=after:fine')
  expect(rowsAfter({ cluster: 'eu', lose: 'rack:b' }, null)).toBeNull()
})

test('what is so already is no part of what a loss would newly take', () => {
  const rows = { cluster: 'eu', lose: 'broker:3' }
  expect(newlyHit(rows, 'orders', 'offline')).toBe(
    '/c/eu/partitions?q=topic:orders%20after:offline%20-is:offline&lose=broker:3',
  )
  expect(newlyHit(rows, 'orders', 'unwritable')).toBe(
    '/c/eu/partitions?q=topic:orders%20after:unwritable%20-is:under-min-isr&lose=broker:3',
  )
})
