import { METRICS } from '../metrics/catalogue.ts'
import type { Metric } from '../metrics/metric.ts'
import type { Capability, NodeMetrics } from '../metrics/node-metrics.ts'
import { activeController, type MetricScene, type SeenNode } from './scene.ts'
import { isOf } from './totals.ts'

/** A metric that nobody tells, and why. */
export interface MissingMetric {
  readonly metric: string
  readonly title: string
  readonly reason: string
}

/** What one broker's pages do not tell although they could. */
export function missingOfBroker(scene: MetricScene, node: SeenNode): readonly MissingMetric[] {
  return missing(scene, [node])
}

/** What no page of the cluster tells: a metric that one node gives is not missing. */
export function missingOfCluster(scene: MetricScene): readonly MissingMetric[] {
  return missing(scene, scene.brokers)
}

function missing(scene: MetricScene, nodes: readonly SeenNode[]): readonly MissingMetric[] {
  return METRICS.filter((metric) => isOf(metric, scene)).flatMap((metric) => {
    const reason = reasonOf(metric, pagesFor(scene, metric, nodes))
    return reason === null ? [] : [{ metric: metric.id, title: metric.title, reason }]
  })
}

/** The pages that should tell a metric; null for one that is not there. */
function pagesFor(scene: MetricScene, metric: Metric, nodes: readonly SeenNode[]): readonly (NodeMetrics | null)[] {
  if (metric.on === 'host') return nodes.map(({ host }) => host)
  if (metric.on !== 'controller' || scene.mode === 'zookeeper') return nodes.map(({ process }) => process)
  // Controllers of KRaft alone know these: brokers are no place to miss them.
  const controllers = scene.controllers.map(({ process }) => process)
  return controllers.length > 0 ? controllers : [activeController(scene)?.process ?? null]
}

const NOBODY: Readonly<Record<Metric['on'], string>> = {
  broker: 'its exporter does not answer, or none is known',
  node: 'its exporter does not answer, or none is known',
  controller: 'no exporter of a controller answers',
  host: 'no node_exporter answers for its host',
}

/** Null: somebody tells it, or nobody could here. */
function reasonOf({ id, on }: Metric, pages: readonly (NodeMetrics | null)[]): string | null {
  let there = 0
  let lacking: Capability | null = null
  for (const page of pages) {
    if (page === null) continue
    there += 1
    const told = capabilitiesOf(page.capabilities).get(id)
    if (told === undefined) continue
    if (told.provenance !== null) return null
    if (told.applies) lacking ??= told
  }
  if (there === 0) return NOBODY[on]
  return lacking === null ? null : (lacking.reason ?? 'not exported')
}

const BY_METRIC = new WeakMap<readonly Capability[], ReadonlyMap<string, Capability>>()

/** By metric: a hundred pages are asked for a hundred metrics each, and their lists hardly ever change. */
function capabilitiesOf(capabilities: readonly Capability[]): ReadonlyMap<string, Capability> {
  const known = BY_METRIC.get(capabilities)
  if (known !== undefined) return known
  const byMetric = new Map(capabilities.map((one) => [one.metric, one]))
  BY_METRIC.set(capabilities, byMetric)
  return byMetric
}
