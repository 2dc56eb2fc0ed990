// From a canonical key to a path of Graphite, by the template that the operator gives.
import type { GraphiteConfig } from '@perigee/config'
import type { MetricKey, MetricTarget } from '@perigee/domain'
import { wantedOf } from '../metrics/wanted.ts'

export interface PathOf {
  readonly cluster: string
  readonly key: MetricKey
  readonly topic: string | null
  /** Null: every node, by a wildcard. */
  readonly target: MetricTarget | null
}

/**
 * The path, or the expression, of one value. Placeholders: {cluster} {node} {host} {metric} {topic}, and a label of the
 * metric by its name. {metric} is the whole key with dots: `req_total_ms.Produce.p99`. A template of `templates` is looked
 * up by the whole key, then by the metric. Null: the template does not tell apart what was asked for.
 */
export function graphitePath(config: Pick<GraphiteConfig, 'template' | 'templates'>, of: PathOf): string | null {
  const wanted = wantedOf(of.key, of.topic)
  if (wanted === null) return null
  const { metric, labels, statistic } = wanted
  const template = config.templates[of.key] ?? config.templates[metric.id] ?? config.template
  if (of.topic !== null && !template.includes('{topic}')) return null
  if (of.target !== null && !/\{(node|host)\}/.test(template)) return null
  const values = new Map([
    ['cluster', node(of.cluster)],
    ['node', of.target === null ? '*' : node(of.target.nodeId === null ? hostOf(of.target) : String(of.target.nodeId))],
    ['host', of.target === null ? '*' : node(hostOf(of.target))],
    ['metric', [metric.id, ...labels, ...(statistic === null ? [] : [statistic])].map(node).join('.')],
    ['topic', node(of.topic ?? '')],
  ])
  for (const [index, label] of metric.labels.entries()) values.set(label, node(labels[index] ?? ''))
  if (statistic !== null) values.set('statistic', node(statistic))
  return template.replace(/\{([a-z]+)\}/g, (written, name: string) => values.get(name) ?? written)
}

/** One node of a path: dots would make two of it, and the rest has a meaning in Graphite's expressions. */
function node(text: string): string {
  return text.replace(/[^\p{L}\p{N}_:%-]/gu, '_')
}

/** `kafka-1` of `http://kafka-1:7071/metrics` and of `prometheus:kafka-1:7071`. */
function hostOf({ url }: MetricTarget): string {
  const parsed = URL.parse(url)
  const host =
    parsed !== null && parsed.host !== '' ? parsed.hostname : url.replace(/^[a-z]+:/, '').replace(/:\d+$/, '')
  return host.replace(/^\[|\]$/g, '')
}
