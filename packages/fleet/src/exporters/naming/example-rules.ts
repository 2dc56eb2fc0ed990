// A2 and A3: the rules that come with the exporter as examples, for clusters with ZooKeeper and with KRaft. Names are
// lower-cased, labels are not.
import { type BeanAttribute, brokerLabels, joined, type Named, type Naming, PERCENTILE } from './naming.ts'

/** Attributes of these beans are exported under KRaft's rules, each under its own name. */
const KRAFT_TYPES = new Set(['raft-metrics', 'broker-metadata-metrics', 'raft-channel-metrics'])

/** Meters, gauges and histograms of Yammer metrics. */
export function exampleYammer(bean: BeanAttribute, name: string): Named | null {
  const { domain, type, attribute, tags } = bean
  const labels = brokerLabels(tags)
  const named = (stem: string, kind: 'counter' | 'gauge', more: Named['labels'] = {}): Named => ({
    name: joined(domain, type, stem),
    type: kind,
    labels: { ...labels, ...more },
  })
  if (attribute === 'Value') return named(name, 'gauge')
  if (attribute === 'Count') {
    const perSecond = /^(.+)PerSec$/.exec(name)
    return perSecond === null ? named(`${name}_count`, 'counter') : named(`${perSecond[1]}_total`, 'counter')
  }
  const percent = /^(.+)Percent$/.exec(name)
  if (attribute === 'MeanRate' && percent !== null) return named(`${percent[1]}_percent`, 'gauge')
  const quantile = PERCENTILE.exec(attribute)
  return quantile === null ? null : named(name, 'gauge', { quantile: { text: `0.${quantile[1]}` } })
}

/** Attributes of Kafka's own metrics: tags stand in the name. */
function flattened({ domain, type, attribute, tags }: BeanAttribute, values: readonly string[]): Named {
  const middle = tags.flatMap((tag, i) => [tag, values[i] ?? ''])
  const isState = attribute === 'current-state'
  const isTotal = tags.length === 0 && attribute.endsWith('-total')
  return {
    name: joined(domain, type, ...middle, isState ? `${attribute}_info` : attribute),
    type: isTotal ? 'counter' : 'gauge',
    labels: {},
    ...(isState ? { textLabel: 'state' } : {}),
  }
}

function exampleRules(id: 'A2' | 'A3'): Naming {
  const isKraft = id === 'A3'
  return {
    id,
    java: 'node',
    isJmx: true,
    flattens: ({ name, tags }) => name === null && tags.length > 0,
    name(bean, values) {
      if (!bean.domain.startsWith('kafka.')) return null
      if (bean.name !== null) return exampleYammer(bean, bean.name)
      return isKraft && (KRAFT_TYPES.has(bean.type) || bean.tags.length > 0) ? flattened(bean, values) : null
    },
  }
}

export const EXAMPLE_RULES_ZOOKEEPER: Naming = exampleRules('A2')
export const EXAMPLE_RULES_KRAFT: Naming = exampleRules('A3')
