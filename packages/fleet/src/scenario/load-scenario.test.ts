import { describe, expect, it } from 'vitest'
import { demoStage } from './demo-stage.fake.ts'
import { SCENARIOS } from './files/index.ts'
import { SEEN_FROM_OUTSIDE } from './files/seen-from-outside.ts'
import { problemsIn } from './fit-scenario.ts'
import { loadScenario } from './load-scenario.ts'

const FINE = {
  name: 'broker-1-dies',
  title: 'Broker 1 dies',
  text: 'It dies.',
  cluster: 'payments-eu',
  href: '/c/payments-eu',
  severity: 'mild',
  lasts: '1m',
  steps: [{ at: '0s', for: '10s', do: 'lose-broker', broker: 1, as: 'hung', says: 'gone' }],
}
const step = (change: object) => ({ ...FINE, steps: [{ ...FINE.steps[0], ...change }] })
const pathsOf = (data: unknown) => {
  const loaded = loadScenario(data)
  return loaded.ok ? [] : loaded.problems.map((one) => one.path)
}

describe('scenario files', () => {
  const { clusters } = demoStage()

  it.each(SCENARIOS.map((one) => [one.name, one] as const))('%s is valid and fits its cluster', (_, scenario) => {
    expect(loadScenario(structuredClone(scenario))).toEqual({ ok: true, scenario })
    expect(problemsIn(scenario, clusters)).toEqual([])
    expect([scenario.href.startsWith(`/c/${scenario.cluster}`), scenario.href === SEEN_FROM_OUTSIDE]).toContain(true)
  })

  it('have names that are their own', () => {
    expect(new Set(SCENARIOS.map((one) => one.name)).size).toBe(SCENARIOS.length)
  })

  it.each([
    ['nothing', null, ['']],
    ['a list', [], ['']],
    ['no steps', { ...FINE, steps: [] }, ['steps']],
    ['too many steps', { ...FINE, steps: Array(101).fill(FINE.steps[0]) }, ['steps']],
    ['a step that is none', { ...FINE, steps: ['lose-broker'] }, ['steps[0]']],
    ['an unknown act', step({ do: 'explode' }), ['steps[0].do']],
    ['an act of JavaScript', step({ do: 'constructor' }), ['steps[0].do']],
    ['a wrong value', step({ broker: '3' }), ['steps[0].broker']],
    ['a key too much', step({ brokre: 3 }), ['steps[0].brokre']],
    ['a time after the end', step({ at: '60s' }), ['steps[0].at']],
    ['a bad duration', step({ for: '10 seconds' }), ['steps[0].for']],
    ['a name with spaces', { ...FINE, name: 'Broker 1' }, ['name']],
    ['a page elsewhere', { ...FINE, href: '//evil.example' }, ['href']],
    ['several things', { ...step({ as: 'tired' }), lasts: 5, more: 1 }, ['lasts', 'more', 'steps[0].as']],
  ])('%s is told by its path', (_, data, paths) => {
    expect(pathsOf(data)).toEqual(paths)
  })

  it('say which keys are missing', () => {
    expect(pathsOf({ steps: [{ do: 'slow-broker' }] })).toEqual([
      ...['name', 'title', 'text', 'cluster', 'href', 'severity', 'lasts'],
      ...['steps[0].at', 'steps[0].says', 'steps[0].broker', 'steps[0].by'],
    ])
  })

  it.each([
    ['a broker', step({ broker: 7 }), 'steps[0].broker'],
    ['a cluster', { ...FINE, cluster: 'nowhere' }, 'cluster'],
    ['a topic', { ...FINE, steps: [{ at: '0s', do: 'hot-topic', topic: 'x', times: 2, says: '' }] }, 'steps[0].topic'],
    ['a disk', { ...FINE, steps: [{ at: '0s', do: 'lose-disk', broker: 1, dir: 2, says: '' }] }, 'steps[0].dir'],
  ])('%s that is not there is told', (_, data, path) => {
    expect(problemsIn(data as never, clusters).map((one) => one.path)).toEqual([path])
  })
})
