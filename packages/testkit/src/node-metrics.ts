import type { MetricTarget, NodeMetrics } from '@perigee/domain'
import { METRICS, metricOfKey } from '@perigee/domain'

export interface NodeMetricsSpec {
  readonly target?: Partial<MetricTarget>
  readonly values?: Readonly<Record<string, number>>
  /** topic → bytes in, bytes out, messages in, per second. */
  readonly topics?: Readonly<Record<string, readonly [number, number, number]>>
  readonly more?: Partial<NodeMetrics>
}

/** What an exporter told of one node: the given values, everything they are of given, everything else not exported. */
export function nodeMetrics(spec: NodeMetricsSpec = {}): NodeMetrics {
  const role = spec.target?.role ?? 'broker'
  const nodeId = spec.target?.nodeId === undefined ? 1 : spec.target.nodeId
  const values = new Map(Object.entries(spec.values ?? {}))
  const given = new Set([...values.keys()].map((key) => metricOfKey(key)?.id))
  const topics = Object.entries(spec.topics ?? {})
  const column = (at: 0 | 1 | 2) => Float64Array.from(topics.map(([, flows]) => flows[at]))
  return {
    target: {
      id: `${role}/${nodeId}`,
      url: `http://kafka-${nodeId}:7071/metrics`,
      origin: 'pattern',
      ...spec.target,
      role,
      nodeId,
    },
    source: 'exporter',
    naming: 'A3',
    looksLike: 'example rules for KRaft, exporter 1.x',
    values,
    topics: {
      topics: topics.map(([topic]) => topic),
      bytesIn: column(0),
      bytesOut: column(1),
      messagesIn: column(2),
    },
    capabilities: METRICS.map(({ id }) =>
      given.has(id)
        ? { metric: id, provenance: 'gauge' as const, reason: null, applies: true }
        : { metric: id, provenance: null, reason: 'not exported by these rules', applies: true },
    ),
    cost: {
      exporterMs: 200,
      answerMs: 220,
      parseMs: 5,
      pageBytes: 600_000,
      wireBytes: 40_000,
      series: 7_000,
      keptSeries: 300,
    },
    notes: [],
    ...spec.more,
  }
}
