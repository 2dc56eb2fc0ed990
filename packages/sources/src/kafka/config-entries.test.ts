import { expect, test } from 'vitest'
import { configEntries, createEntryPool } from './config-entries.ts'
import type { DescribedConfig } from './messages/describe-configs.ts'

const setting = (over: Partial<DescribedConfig>): DescribedConfig => ({
  name: 'retention.ms',
  value: '1000',
  readOnly: false,
  source: 1,
  sensitive: false,
  synonyms: [],
  ...over,
})

test('falls back to the next synonym, in the unit of the setting', () => {
  const synonyms = [
    { name: 'retention.ms', value: '1000', source: 1 },
    { name: 'log.retention.hours', value: '168', source: 5 },
  ]
  const [entry] = configEntries([setting({ synonyms })])
  expect(entry).toMatchObject({ source: 'topic', fallback: { value: '604800000', source: 'default' } })
})

test('a default has nothing to fall back to', () => {
  const synonyms = [{ name: 'log.cleanup.policy', value: 'delete', source: 5 }]
  const [entry] = configEntries([setting({ name: 'cleanup.policy', value: 'delete', source: 5, synonyms })])
  expect(entry).toMatchObject({ source: 'default', fallback: null })
})

test('what is sensitive is never carried on, whatever the broker sends', () => {
  const synonyms = [
    { name: 'ssl.key.password', value: 'secret', source: 4 },
    { name: 'ssl.key.password', value: 'older', source: 5 },
  ]
  const entries = configEntries([
    setting({ name: 'ssl.key.password', value: 'secret', source: 4, sensitive: true, synonyms }),
  ])
  expect(JSON.stringify(entries)).not.toMatch(/secret|older/)
  expect(entries[0]).toMatchObject({ value: null, source: 'broker-static' })
})

test('a source that is not known yet is "unknown"', () => {
  expect(configEntries([setting({ source: 77 })])[0]?.source).toBe('unknown')
})

test('equal settings keep their identity from one reading to the next', () => {
  const before = configEntries([setting({})])
  const pool = createEntryPool([before, before])
  expect(pool.share(configEntries([setting({})]))).toBe(before)
  const changed = configEntries([setting({ value: '2' })])
  expect(pool.share(changed)).toBe(changed)
  expect(pool.share(configEntries([setting({ value: '2' })]))).toBe(changed)
})
