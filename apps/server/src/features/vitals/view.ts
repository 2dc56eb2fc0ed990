import type { ClusterVitals } from '@perigee/contract'
import {
  activeController,
  clusterTotals,
  disagreements,
  electionTime,
  largestRequestTimes,
  type MetricScene,
  metricValue,
  missingOfCluster,
} from '@perigee/domain'
import type { ClusterState } from '../../facts/state.ts'
import { freshnessOfAnswer } from '../wire/freshness.ts'
import { usedOf } from '../wire/readings.ts'
import { instantOf } from '../wire/words.ts'
import { coverageWire } from './coverage.ts'
import { sceneOf } from './scene.ts'
import { topTopics } from './top-topics.ts'
import { metricReadings, requestTimesWire, whyWire } from './wire.ts'

const DAY_MS = 86_400_000
/** Metadata and exporters are read at different times: for so long after a change they are bound to differ. */
const SETTLED_AFTER_MS = 40_000

/** What exporters tell of a cluster as a whole. */
export function clusterVitalsView(cluster: ClusterState, now: number): ClusterVitals {
  const { facts, assessment } = cluster
  const scene = sceneOf(facts, now)
  return {
    data: {
      coverage: coverageWire(cluster, now),
      whys: cluster.whys.map(whyWire),
      totals: clusterTotals(scene).map((total) => ({ ...total })),
      controller: controllerWire(cluster, scene),
      requests: largestRequestTimes(scene.brokers).map(requestTimesWire),
      top: topTopics(cluster, scene, now),
      disagreements: isMoving(cluster, now)
        ? []
        : disagreements(facts, { assessment, scene }).map((one) => ({ ...one })),
      missing: facts.metrics.size === 0 ? [] : missingOfCluster(scene).map((metric) => ({ ...metric })),
    },
    freshness: freshnessOfAnswer(
      [...usedOf(facts, ['registry', 'topology'], ['logDirs']), ...metricReadings(facts)],
      now,
    ),
  }
}

function isMoving(cluster: ClusterState, now: number): boolean {
  return cluster.changes(now - SETTLED_AFTER_MS).length > 0
}

function controllerWire(cluster: ClusterState, scene: MetricScene): ClusterVitals['data']['controller'] {
  const { controller } = cluster.judgement(scene.now)
  const active = activeController(scene)
  const told = (key: string) => (active === null ? null : metricValue(active, key))
  const { assessment, facts } = cluster
  return {
    id: controller.id,
    since: instantOf(controller.id === null ? null : cluster.onset(`controller:${controller.id}`)),
    movesLastDay: movesOf(cluster, scene.now),
    queueP99Ms: told('controller_queue_ms/p99'),
    processingP99Ms: told('controller_processing_ms/p99'),
    election: electionTime(scene, { assessment, intervalMs: facts.topology.intervalMs }),
  }
}

/** As told in the list of changes; null before anything was read. */
function movesOf(cluster: ClusterState, now: number): number | null {
  if (cluster.facts.registry.value === undefined) return null
  return cluster.changes(now - DAY_MS).filter(({ text }) => text.startsWith('Controller moved')).length
}
