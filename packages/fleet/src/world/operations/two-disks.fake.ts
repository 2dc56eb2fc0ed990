import { Agenda } from '../agenda.ts'
import { buildCluster } from '../build-cluster.ts'
import type { ClusterMode } from '../cluster.ts'
import { conditionOf } from '../condition.ts'
import { seededRandom } from '../random.ts'

const NOW = Date.UTC(2026, 5, 1, 12)

/** Three brokers with two disks each; `orders` with traffic and three replicas, `still` without, `single` with one. */
export function twoDisks(mode: ClusterMode = 'kraft') {
  const agenda = new Agenda(NOW)
  const cluster = buildCluster(
    {
      name: 'two',
      mode,
      release: mode === 'kraft' ? '4.1' : '3.9',
      dataCentres: [{ name: 'a', racks: ['r1', 'r2', 'r3'], brokers: 3, controllers: mode === 'kraft' ? 3 : 0 }],
      topics: [
        { name: 'orders', partitions: 6, replicationFactor: 3, ratePerSecond: 600, since: NOW - 86_400_000 },
        { name: 'still', partitions: 6, replicationFactor: 3 },
        { name: 'single', partitions: 6, replicationFactor: 1, ratePerSecond: 60, since: NOW - 86_400_000 },
      ],
      logDirsPerBroker: 2,
    },
    { agenda, random: seededRandom(3) },
  )
  return {
    agenda,
    cluster,
    broker: (id: number) => cluster.brokers.get(id)!,
    topic: (name: string) => cluster.topics.get(name)!,
    condition: () => conditionOf(cluster),
    advance: (ms: number) => agenda.advance(agenda.now + ms),
  }
}
