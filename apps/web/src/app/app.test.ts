import { readUrl } from '@perigee/links'
import { expect, test } from 'vitest'
import { cannedAt, clustersOf } from '../testing/canned.ts'
import { changesInWords } from './announcer.tsx'
import { crumbsOf, titleOf } from './crumbs.ts'
import { KEYS, readKey } from './keys.ts'
import { paletteItems } from './palette-items.ts'
import { readPreferences } from './preferences.ts'
import { clustersForRail } from './rail-clusters.ts'

const press = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more })
const broken = clustersOf(cannedAt('broken', Date.parse('2026-11-22T02:55:00Z')))
const many = clustersOf(cannedAt('many', Date.parse('2026-11-22T02:55:00Z')))

test('no two bindings share their keys, and no single key begins a sequence', () => {
  const keys = KEYS.map((binding) => binding.keys)
  expect(new Set(keys).size).toBe(keys.length)
  const starts = keys.filter((each) => each.includes(' ') && !each.startsWith('Ctrl')).map((each) => each.split(' ')[0])
  for (const start of starts) expect(keys).not.toContain(start)
})

test('a key means itself, and g waits for the next one', () => {
  expect(readKey(press('r'), null, [])).toEqual({ hit: 'refresh' })
  expect(readKey(press('L'), null, [])).toEqual({ hit: 'hold' })
  expect(readKey(press('g'), null, [])).toEqual({ waitFor: 'g' })
  expect(readKey(press('o'), 'g', [])).toEqual({ hit: 'go-overview' })
  expect(readKey(press('r'), 'g', [])).toBeNull()
  expect(readKey(press('o'), null, [])).toBeNull()
})

test('keys of the browser stay with the browser, Ctrl K is ours', () => {
  expect(readKey(press('k', { ctrlKey: true }), null, [])).toEqual({ hit: 'palette' })
  expect(readKey(press('k', { metaKey: true }), null, [])).toEqual({ hit: 'palette' })
  expect(readKey(press('r', { ctrlKey: true }), null, [])).toBeNull()
  expect(readKey(press('d', { altKey: true }), null, [])).toBeNull()
})

test('a key that is switched off does nothing; with all of g off, g waits for nothing', () => {
  expect(readKey(press('t'), null, ['theme'])).toBeNull()
  const going = KEYS.filter(({ keys }) => keys.startsWith('g ')).map(({ id }) => id)
  expect(readKey(press('g'), null, going)).toBeNull()
})

test('the crumbs of a topic lead through its cluster and its list', () => {
  const { page } = readUrl('/c/payments%2Feu/topics/a.b', '')
  expect(crumbsOf(page)).toEqual([
    { text: 'Clusters', href: '/overview' },
    { text: 'payments/eu', href: '/c/payments%2Feu' },
    { text: 'Topics', href: '/c/payments%2Feu/topics' },
    { text: 'a.b', href: '/c/payments%2Feu/topics/a.b' },
  ])
  expect(titleOf(page)).toBe('a.b · Topics · payments/eu · Perigee')
})

test('the rail sums up only clusters that are fine', () => {
  const { shown, rest } = clustersForRail(many, null)
  expect(shown.map(({ status }) => status)).not.toContain('ok')
  expect(shown.length + rest).toBe(many.length)
  const open = clustersForRail(many, 'team-07-eu')
  expect(open.shown.map(({ name }) => name)).toContain('team-07-eu')
  expect(open.shown.length + open.rest).toBe(many.length)
  const bad = many.map((cluster) => ({ ...cluster, status: 'critical' as const }))
  expect(clustersForRail(bad, null)).toEqual({ shown: bad, rest: 0 })
})

test('changes of status are one sentence', () => {
  const before = new Map(broken.map(({ name, status }) => [name, status]))
  expect(changesInWords(before, broken)).toBe('')
  const one = broken.map((each) => (each.name === 'edge-apac' ? { ...each, status: 'unknown' as const } : each))
  expect(changesInWords(before, one)).toBe('edge-apac is now No data')
  const all = broken.map((each) => ({ ...each, status: 'critical' as const }))
  expect(changesInWords(before, all)).toBe('11 clusters changed their status, 11 to critical')
  expect(changesInWords(new Map(), broken)).toBe('')
})

test('stored preferences that are damaged fall back one by one', () => {
  expect(readPreferences({ theme: 'dark', density: 'huge', keysOff: ['a', 3] })).toEqual({
    theme: 'dark',
    density: 'compact',
    zone: 'utc',
    keysOff: ['a'],
  })
  expect(readPreferences(null).theme).toBe('system')
})

test('the palette finds things before pages before actions, each once', () => {
  const found = [
    { kind: 'cluster' as const, cluster: 'payments-eu', name: 'payments-eu', href: '/c/payments-eu', detail: '' },
  ]
  const items = paletteItems({ q: 'PAY eu', cluster: 'payments-eu', clusters: broken, found, recent: [] })
  expect(items[0]).toMatchObject({ text: 'payments-eu', group: 'Things', status: 'critical' })
  expect(items.filter(({ id }) => id === '/c/payments-eu')).toHaveLength(1)
  expect(items.map(({ group }) => group)).toEqual(
    items.map(({ group }) => group).toSorted((a, b) => 'TPA'.indexOf(a[0] ?? '') - 'TPA'.indexOf(b[0] ?? '')),
  )
  expect(paletteItems({ q: 'dark', cluster: null, clusters: [], found: [], recent: [] })).toMatchObject([
    { does: { action: 'theme' } },
  ])
})
