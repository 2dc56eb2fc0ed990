import { describe, expect, it } from 'vitest'
import { demoStage } from './demo-stage.fake.ts'
import { SCENARIOS } from './files/index.ts'

describe('scenarios', () => {
  it.each(SCENARIOS.map((one) => one.name))('%s: changes the world, tells how far it is, and heals', (name) => {
    const changed = demoStage()
    const untouched = demoStage()
    expect(changed.runner.start(name)).toBe('done')
    const { state, since, endsAt, step, startedBy } = changed.state(name)
    expect({ state, startedBy }).toEqual({ state: 'running', startedBy: 'visitor' })
    expect(endsAt! - since!).toBeGreaterThanOrEqual(40_000)
    expect(step).toBeTruthy()
    for (const one of [changed, untouched]) one.advance(36_000)
    expect(changed.digest()).not.toBe(untouched.digest())
    changed.advance(endsAt! - changed.agenda.now)
    expect(changed.state(name).state).toBe('healing')
    changed.advance(70_000)
    expect(changed.state(name)).toMatchObject({ state: 'idle', since: null, step: null })
    expect(changed.areWhole()).toBe(true)
  })

  it.each(SCENARIOS.map((one) => one.name))('%s: is whole again soon after it was stopped in the middle', (name) => {
    const stage = demoStage()
    stage.runner.start(name)
    stage.advance(31_000)
    expect(stage.runner.stop(name)).toBe('done')
    expect(stage.state(name).state).toBe('healing')
    stage.advance(61_000)
    expect(stage.state(name).state).toBe('idle')
    expect(stage.areWhole()).toBe(true)
  })

  it('start and stop once: a second wish changes nothing, an unknown name is told', () => {
    const stage = demoStage()
    expect(stage.runner.stop('broker-3-dies')).toBe('unchanged')
    expect(stage.runner.start('broker-3-dies')).toBe('done')
    const before = stage.digest()
    expect(stage.runner.start('broker-3-dies')).toBe('unchanged')
    expect(stage.digest()).toBe(before)
    expect(stage.runner.stop('broker-3-dies')).toBe('done')
    expect(stage.runner.stop('broker-3-dies')).toBe('unchanged')
    expect(stage.runner.start('broker-4711-dies')).toBe('unknown')
    expect(stage.runner.stop('')).toBe('unknown')
  })

  it('begin again while they heal', () => {
    const stage = demoStage()
    stage.runner.start('broker-3-dies')
    stage.advance(20_000)
    stage.runner.stop('broker-3-dies')
    stage.advance(2_000)
    expect(stage.runner.start('broker-3-dies')).toBe('done')
    expect(stage.condition('payments-eu').nodesAway).toBe(1)
    stage.advance(89_000)
    expect(stage.state('broker-3-dies').state).toBe('running')
    stage.advance(60_000)
    expect(stage.areWhole()).toBe(true)
  })

  it('two may hold the same broker: it comes back when both have let go', () => {
    const stage = demoStage()
    const broker = stage.cluster('orders-legacy').brokers.get(2)!
    stage.runner.start('disk-lost-on-broker-2')
    stage.advance(92_000)
    expect(broker.state).toBe('down')
    stage.runner.start('broker-2-hangs')
    expect(broker.state).toBe('down')
    stage.advance(10_000)
    expect([broker.state, broker.logDirs.some((dir) => dir.isOffline)]).toEqual(['hung', false])
    stage.advance(50_000)
    expect(broker.state).toBe('hung')
    stage.runner.stop('broker-2-hangs')
    expect(broker.state).toBe('up')
    stage.advance(61_000)
    expect(stage.areWhole()).toBe(true)
  })

  it('tell what is next, and listeners of every step', () => {
    const stage = demoStage()
    const steps: (string | null)[] = []
    stage.runner.onChange(() => steps.push(stage.state('rolling-restart').step))
    stage.runner.start('rolling-restart')
    expect(stage.state('rolling-restart').next).toMatchObject({ says: 'Broker 2 restarts' })
    stage.advance(180_000)
    expect([...new Set(steps)]).toEqual([
      'Broker 1 restarts',
      'Broker 2 restarts',
      'Broker 3 restarts',
      'Healing',
      null,
    ])
  })
})
