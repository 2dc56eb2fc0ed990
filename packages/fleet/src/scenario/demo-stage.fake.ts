import { demoWorld } from '../demo/demo-world.ts'
import { Agenda } from '../world/agenda.ts'
import { buildCluster } from '../world/build-cluster.ts'
import { conditionOf, isWhole } from '../world/condition.ts'
import { digestOf } from '../world/digest.ts'
import { committedOffset } from '../world/group.ts'
import { seededRandom } from '../world/random.ts'
import { SCENARIOS } from './files/index.ts'
import { ScenarioRunner } from './runner.ts'

const NOW = Date.UTC(2026, 4, 4, 10)

/** The demo's clusters on a clock that a test turns, with nobody listening. */
export function demoStage(seed = 11) {
  const agenda = new Agenda(NOW)
  const random = seededRandom(seed)
  const clusters = demoWorld({ seed, now: NOW }).map((spec) =>
    buildCluster(spec, { agenda, random: random.fork(spec.name) }),
  )
  const runner = new ScenarioRunner(
    clusters.map((cluster) => ({ cluster })),
    SCENARIOS,
  )
  const cluster = (name: string) => clusters.find((one) => one.identity.name === name)!
  return {
    agenda,
    random,
    runner,
    clusters,
    cluster,
    condition: (name: string) => conditionOf(cluster(name)),
    areWhole: () => clusters.every(isWhole),
    state: (name: string) => runner.list().find((one) => one.name === name)!,
    advance: (ms: number) => agenda.advance(agenda.now + ms),
    digest: () => clusters.map(digestOf).join(),
    lagOf(name: string, groupId: string) {
      const { groups, topics, now } = cluster(name)
      let lag = 0
      for (const [topic, commits] of groups.get(groupId)!.commits) {
        const partitions = topics.get(topic)?.partitions ?? []
        for (const [i, progress] of commits.entries()) {
          const log = partitions[i]?.log
          const committed = log === undefined ? null : committedOffset(progress, log, now)
          if (log !== undefined && committed !== null) lag += log.endOffset(now) - committed
        }
      }
      return lag
    },
  }
}
