import { createMeter } from '../kafka/meter.ts'
import { Agenda } from '../world/agenda.ts'
import { buildCluster } from '../world/build-cluster.ts'
import type { ClusterSpec } from '../world/cluster-spec.ts'
import { seededRandom } from '../world/random.ts'
import { type ExporterRules, namingOf } from './naming/namings.ts'
import { nodePage } from './node-page.ts'
import { parsePage } from './page/parse-page.fake.ts'

export const NOW = Date.UTC(2026, 5, 1, 12)

/** Three brokers with traffic since two hours, read by two groups; pages of any of them, without sockets. */
export function pagesOf(spec: Partial<ClusterSpec> & { exporterRules: ExporterRules }) {
  const agenda = new Agenda(NOW)
  const since = NOW - 7_200_000
  const full: ClusterSpec = {
    name: 'e',
    mode: 'kraft',
    release: '4.1',
    dataCentres: [{ name: 'a', racks: ['r1', 'r2', 'r3'], brokers: 3 }],
    topics: [
      { name: 'orders', partitions: 6, replicationFactor: 3, ratePerSecond: 600, recordBytes: 500, since },
      {
        name: 'audit',
        partitions: 3,
        replicationFactor: 2,
        ratePerSecond: 30,
        since,
        configs: { 'min.insync.replicas': '2' },
      },
    ],
    groups: ['a', 'b'].map((id) => ({ id, type: 'classic' as const, topics: ['orders'], members: 1, lagMs: 1_000 })),
    ...spec,
  }
  const cluster = buildCluster(full, { agenda, random: seededRandom(11) })
  const meters = new Map([...cluster.brokers.keys(), ...cluster.controllers.keys()].map((id) => [id, createMeter()]))
  const naming = namingOf(full.exporterRules!, full.mode)
  const pages = new Map(
    [...cluster.brokers.values(), ...cluster.controllers.values()].map((node) => [
      node.id,
      nodePage(cluster, node, {
        naming,
        meter: meters.get(node.id)!,
        generation: full.exporterGeneration ?? '1.x',
      }),
    ]),
  )
  return {
    agenda,
    cluster,
    meters,
    text: (id: number) => pages.get(id)!(null),
    scrape: (id: number) => parsePage(pages.get(id)!(null)),
    advance: (ms: number) => agenda.advance(agenda.now + ms),
  }
}
