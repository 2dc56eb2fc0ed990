import { Agenda } from '../agenda.ts'
import { buildCluster } from '../build-cluster.ts'
import type { GroupSpec } from '../cluster-spec.ts'
import { committedOffset } from '../group.ts'
import { seededRandom } from '../random.ts'

export const NOW = Date.UTC(2026, 5, 1, 12)

/** Three brokers, a topic of four partitions with 100 records a second for a day, and one group on it. */
export function oneTopic(group: Partial<GroupSpec> = {}) {
  const agenda = new Agenda(NOW)
  const cluster = buildCluster(
    {
      name: 'one',
      mode: 'kraft',
      release: '4.1',
      dataCentres: [{ name: 'a', racks: ['r1', 'r2', 'r3'], brokers: 3 }],
      topics: [
        { name: 'orders', partitions: 4, replicationFactor: 3, ratePerSecond: 400, since: NOW - 86_400_000 },
        { name: 'returns', partitions: 2, replicationFactor: 3, ratePerSecond: 10, since: NOW - 86_400_000 },
      ],
      groups: [{ id: 'g', type: 'classic', topics: ['orders', 'returns'], members: 2, lagMs: 2_000, ...group }],
    },
    { agenda, random: seededRandom(7) },
  )
  const log = (topic = 'orders', index = 0) => cluster.partition(topic, index)!.log
  const committed = (topic = 'orders', index = 0) =>
    committedOffset(cluster.groups.get('g')!.commits.get(topic)![index]!, log(topic, index), cluster.now)!
  return {
    agenda,
    cluster,
    group: () => cluster.groups.get('g')!,
    log,
    committed,
    lag: (topic = 'orders', index = 0) => log(topic, index).endOffset(cluster.now) - committed(topic, index),
    advance: (ms: number) => agenda.advance(agenda.now + ms),
    /** Partitions that members own, all together. */
    owned: () => cluster.groups.get('g')!.members.flatMap(({ assignment }) => [...assignment.values()].flat()).length,
  }
}
