import { METRICS } from '../metrics/catalogue.ts'
import type { Metric } from '../metrics/metric.ts'
import { activeController, type MetricScene, metricSum, metricValue, type SeenNode } from './scene.ts'

/** One number of the whole cluster, put together as its metric says. */
export interface ClusterTotal {
  readonly key: string
  readonly title: string
  readonly unit: string
  /** Null: nobody tells. Of a sum: of those who tell, see `reporting`. */
  readonly value: number | null
  /** Nodes that tell it, and that should. */
  readonly reporting: number
  readonly of: number
  /** The node whose value it is; null for sums. */
  readonly worst: number | null
}

const GROUPS: ReadonlySet<string> = new Set(['throughput', 'failures', 'threads', 'replication', 'controller'])

/** Totals of throughput, failures, threads, replication and controller. What Kafka tells by label is summed over labels. */
export function clusterTotals(scene: MetricScene): readonly ClusterTotal[] {
  return METRICS.filter(
    (metric) =>
      GROUPS.has(metric.group) &&
      metric.over !== 'none' &&
      metric.kind !== 'quantiles' &&
      metric.labels.length < 2 &&
      isOf(metric, scene),
  ).map((metric) => totalOf(scene, metric))
}

/** Metrics of the other mode are no lack; while the mode is not known none is left out. */
export function isOf(metric: Pick<Metric, 'mode'>, { mode }: Pick<MetricScene, 'mode'>): boolean {
  return metric.mode === null || mode === null || mode === 'migrating' || metric.mode === mode
}

function totalOf(scene: MetricScene, metric: Metric): ClusterTotal {
  const { id: key, title, unit } = metric
  const nodes = nodesOf(scene, metric)
  const told = nodes.flatMap((node) => {
    const value = metric.labels.length === 0 ? metricValue(node, key) : metricSum(node, key)
    return value === null ? [] : [{ node: node.id, value }]
  })
  const base = { key, title, unit, reporting: told.length, of: nodes.length }
  if (told.length === 0) return { ...base, value: null, worst: null }
  if (metric.over === 'sum') return { ...base, value: told.reduce((sum, { value }) => sum + value, 0), worst: null }
  const active = metric.over === 'controller' ? told.find(({ node }) => node === scene.controllerId) : undefined
  const [first] = told.sort((a, b) => (metric.over === 'min' ? a.value - b.value : b.value - a.value))
  const chosen = active ?? first
  return { ...base, value: chosen?.value ?? null, worst: chosen?.node ?? null }
}

/** Who should tell a metric: brokers, or whoever may be the controller. */
function nodesOf(scene: MetricScene, metric: Metric): readonly SeenNode[] {
  if (metric.on !== 'controller') return scene.brokers
  if (scene.controllers.length > 0) return scene.controllers
  const active = activeController(scene)
  return scene.mode === 'kraft' && active !== null ? [active] : scene.brokers
}
