import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { leanConfig, SavingCounter, savingOf } from './lean-config.ts'
import { KRAFT_41, pagesOf, recordedPage, targetOf } from './recorded-page.fake.ts'

const LEAN = { generation: '1.x', topics: 'per topic' } as const

test('it is YAML that either generation understands', () => {
  const now = parse(leanConfig(LEAN))
  expect(Object.keys(now)).toEqual(['includeObjectNames'])
  expect(now.includeObjectNames).toContain('kafka.server:type=BrokerTopicMetrics,name=BytesInPerSec,topic=*')
  const old = parse(leanConfig({ generation: '0.x', topics: 'none' }))
  expect(Object.keys(old)).toEqual(['lowercaseOutputName', 'whitelistObjectNames'])
  expect(old.whitelistObjectNames).not.toContain('kafka.server:type=BrokerTopicMetrics,name=BytesInPerSec,topic=*')
  for (const name of old.whitelistObjectNames) expect(name).toMatch(/^[\w.]+:type=[\w-]+(,[\w-]+=[\w*]+)*(,\*)?$/)
})

test.each(['raw39', 'rules39', 'lower39', 'raw41', 'rules41'] as const)(
  'what it keeps of %s is all that is shown',
  (name) => {
    const page = recordedPage(name)
    const saving = savingOf(page, LEAN)
    expect(saving.seriesNow).toBe(
      page
        .toString()
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#')).length,
    )
    expect(saving.seriesKept).toBeLessThan(saving.seriesNow / 3)
    expect(saving.bytesKept).toBeLessThan(saving.bytesNow / 3)
  },
)

test('nothing that is shown is lost by it', () => {
  for (const name of ['raw41', 'rules39'] as const) {
    const page = recordedPage(name).toString()
    const kept = page
      .split('\n')
      .filter((line) => line.startsWith('#') || savingOf(Buffer.from(`${line}\n`), LEAN).seriesKept === 1)
      .join('\n')
    const read = (text: string) => [...pagesOf(targetOf('broker', 2), KRAFT_41).read(text, 0).values.keys()].toSorted()
    const ofPlatform = /^(heap_|gc_|threads|deadlocks)/
    expect(read(`${kept}\n`).filter((key) => !ofPlatform.test(key))).toEqual(
      read(page).filter((key) => !ofPlatform.test(key)),
    )
  }
})

test('a page that comes in pieces is counted as one that comes whole', () => {
  const page = recordedPage('rules39').subarray(0, 60_000)
  const whole = savingOf(page, LEAN)
  for (const size of [1, 7, 1_000, 16_384]) {
    const counter = new SavingCounter(LEAN)
    for (let at = 0; at < page.length; at += size) counter.push(page.subarray(at, at + size))
    expect(counter.end()).toEqual(whole)
  }
})
