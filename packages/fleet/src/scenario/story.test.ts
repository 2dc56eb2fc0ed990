import { describe, expect, it } from 'vitest'
import { demoStage } from './demo-stage.fake.ts'
import { tellStory } from './story.ts'

const DAY_MS = 86_400_000

function withStory(seed = 11) {
  const stage = demoStage(seed)
  const end = tellStory(stage.runner, { agenda: stage.agenda, random: stage.random.fork('story') })
  return { ...stage, end }
}

describe('the story', () => {
  it('goes wrong within two minutes, and says who started it', () => {
    const stage = withStory()
    stage.advance(120_000)
    const [running] = stage.runner.list().filter((one) => one.state !== 'idle')
    expect(running?.startedBy).toBe('story')
  })

  it('leaves everything whole most of a day, has no two severe troubles at once, and comes to every scenario', () => {
    const stage = withStory()
    const seen = new Set<string>()
    let calm = 0
    let looks = 0
    let mostSevere = 0
    for (let at = 0; at < DAY_MS / 4; at += 10_000) {
      stage.advance(10_000)
      const going = stage.runner.list().filter((one) => one.state !== 'idle')
      for (const one of going) seen.add(one.name)
      mostSevere = Math.max(mostSevere, going.filter((one) => one.severity === 'severe').length)
      looks += 1
      if (going.length === 0) {
        calm += 1
        expect(stage.areWhole()).toBe(true)
      }
    }
    expect(mostSevere).toBe(1)
    expect(calm / looks).toBeGreaterThan(0.5)
    expect(calm / looks).toBeLessThan(0.75)
    expect(seen.size).toBe(stage.runner.list().length)
  })

  it('begins nothing severe while a visitor has something severe going on', () => {
    const begun: string[] = []
    for (let seed = 1; seed <= 10; seed += 1) {
      const stage = withStory(seed)
      stage.advance(35_000)
      stage.runner.start('controller-quorum-lost')
      stage.advance(60_000)
      for (const one of stage.runner.list()) if (one.startedBy === 'story') begun.push(one.severity)
    }
    expect(begun.length).toBeGreaterThan(7)
    expect(begun).not.toContain('severe')
  })

  it('gives the same world after a day for the same seed, clock and starts, another for another start', () => {
    const lived = (starts: readonly string[], ms: number) => {
      const stage = withStory()
      stage.advance(3_600_000)
      for (const name of starts) stage.runner.start(name)
      stage.advance(ms)
      return stage.digest()
    }
    expect(lived(['hot-topic'], DAY_MS)).toBe(lived(['hot-topic'], DAY_MS))
    const minute = lived(['hot-topic'], 60_000)
    expect(minute).not.toBe(lived(['hot-topic', 'consumer-stops'], 60_000))
    expect(minute).not.toBe(lived(['hot-topic'], 61_000))
  })

  it('leaves no trace: after a day topics, replicas, rates, disks and members are what they were', () => {
    const stage = withStory()
    const traces = () =>
      stage.clusters.map(({ topics, brokers, groups }) => ({
        placed: [...topics.values()]
          .map(({ name, partitions }) => `${name} ${partitions.map((p) => p.replicas).join(';')}`)
          .sort(),
        led: [...topics.values()].flatMap((one) => one.partitions).filter((one) => one.leader !== one.replicas[0])
          .length,
        perSecond: Math.round(
          [...topics.values()].flatMap((one) => one.partitions).reduce((sum, { log }) => sum + log.ratePerSecond, 0),
        ),
        disks: [...brokers.values()].map(({ logDirs, configs, slowMs }) => [
          logDirs.map((dir) => Math.round(dir.otherBytes)),
          configs.size,
          slowMs,
        ]),
        members: [...groups.values()].map((one) => `${one.id} ${one.state} ${one.members.length}`),
      }))
    const before = traces()
    stage.advance(DAY_MS)
    stage.end()
    for (const { name } of stage.runner.list()) stage.runner.stop(name)
    stage.advance(120_000)
    const moved = (one: { placed: string[] }) => ({
      ...one,
      placed: one.placed.filter((topic) => !topic.startsWith('alarms')),
    })
    expect(traces().map(moved)).toEqual(before.map(moved))
    expect(stage.agenda.size).toBeLessThan(10)
  })

  it('ends when told', () => {
    const stage = withStory()
    stage.end()
    stage.advance(DAY_MS / 24)
    expect(stage.runner.list().every((one) => one.state === 'idle')).toBe(true)
  })
})
