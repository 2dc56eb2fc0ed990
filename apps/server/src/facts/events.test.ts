import { expect, test } from 'vitest'
import { createEvents } from './events.ts'

const notice = { cluster: 'c', readings: ['registry'], version: 1 }

test('a browser that reconnects gets what it missed, or learns that it cannot', () => {
  const events = createEvents()
  expect(events.since(0)).toEqual([])
  for (let i = 0; i < 300; i += 1) events.publish(notice)
  expect(events.since(300)).toEqual([])
  expect(events.since(298)?.map((kept) => kept.id)).toEqual([299, 300])
  expect(events.since(44)?.length).toBe(256)
  expect(events.since(43)).toBeNull()
  expect(events.since(301)).toBeNull()
})

test('a subscription ends', () => {
  const events = createEvents()
  let heard = 0
  const end = events.subscribe(() => {
    heard += 1
  })
  events.publish(notice)
  end()
  events.publish(notice)
  expect(heard).toBe(1)
})
