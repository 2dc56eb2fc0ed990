// A2 and A3: the rules that come with the exporter as examples, for clusters with ZooKeeper and with KRaft. Names are
// lower-cased, labels are not.
import { type BeanAttribute, type LabelSource, type Named, type Naming, safeName, tagLabels } from './naming.ts'

const PERCENTILE = /^(\d+)thPercentile$/
/** Attributes of these beans are exported under KRaft's rules, each under its own name. */
const KRAFT_TYPES = new Set(['raft-metrics', 'broker-metadata-metrics', 'raft-channel-metrics'])

/** Meters, gauges and histograms of Yammer metrics. */
function yammer(bean: BeanAttribute, name: string): Named | null {
  const { domain, type, attribute, tags } = bean
  const base = `${domain.replaceAll('.', '_')}_${type}`
  const labels = labelsOf(tags)
  const named = (stem: string, kind: 'counter' | 'gauge', more: Named['labels'] = {}): Named => ({
    name: safeName(`${base}_${stem}`).toLowerCase(),
    type: kind,
    labels: { ...labels, ...more },
  })
  if (attribute === 'Value') return named(name, 'gauge')
  if (attribute === 'Count') {
    const perSecond = /^(.+)PerSec$/.exec(name)
    // client_java 1.x ends every counter's name with _total.
    return perSecond === null ? named(`${name}_count_total`, 'counter') : named(`${perSecond[1]}_total`, 'counter')
  }
  const percent = /^(.+)Percent$/.exec(name)
  if (attribute === 'MeanRate' && percent !== null) return named(`${percent[1]}_percent`, 'gauge')
  const quantile = PERCENTILE.exec(attribute)
  return quantile === null ? null : named(name, 'gauge', { quantile: { text: `0.${quantile[1]}` } })
}

function labelsOf(tags: readonly string[]): Record<string, LabelSource> {
  if (!tags.includes('brokerHost')) return tagLabels(tags)
  const others = tags.filter((tag) => tag !== 'brokerHost' && tag !== 'brokerPort')
  return { ...tagLabels(others), broker: { tags: ['brokerHost', 'brokerPort'] } }
}

/** Attributes of Kafka's own metrics: tags stand in the name. */
function flattened({ domain, type, attribute, tags }: BeanAttribute, values: readonly string[]): Named {
  const middle = tags.flatMap((tag, i) => [tag, values[i] ?? ''])
  return {
    name: safeName([domain, type, ...middle, attribute].join('_')).toLowerCase(),
    type: 'gauge',
    labels: {},
    ...(attribute === 'current-state' ? { textLabel: 'state' } : {}),
  }
}

function exampleRules(id: 'A2' | 'A3'): Naming {
  const isKraft = id === 'A3'
  return {
    id,
    flattens: ({ name, tags }) => name === null && tags.length > 0,
    name(bean, values) {
      if (!bean.domain.startsWith('kafka.')) return null
      if (bean.name !== null) return yammer(bean, bean.name)
      return isKraft && (KRAFT_TYPES.has(bean.type) || bean.tags.length > 0) ? flattened(bean, values) : null
    },
  }
}

export const EXAMPLE_RULES_ZOOKEEPER: Naming = exampleRules('A2')
export const EXAMPLE_RULES_KRAFT: Naming = exampleRules('A3')
