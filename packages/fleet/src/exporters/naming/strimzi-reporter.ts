// SR: Strimzi's metrics reporter, which lives in the broker and needs no JMX: real counters and summaries with sums.
import { type BeanAttribute, joined, type Named, type Naming, PERCENTILE, tagLabels } from './naming.ts'

function yammer({ domain, type, attribute, tags }: BeanAttribute, name: string): Named | null {
  const labels = tagLabels(tags)
  const whole = joined(domain, type, name)
  if (attribute === 'Value') return { name: whole, type: 'gauge', labels }
  const isMeter = /Per(Sec|cent)$/.test(name)
  if (isMeter) return attribute === 'Count' ? { name: `${whole}_total`, type: 'counter', labels } : null
  if (attribute === 'Count') return { name: whole, type: 'summary', labels, suffix: '_count' }
  if (attribute === 'Sum') return { name: whole, type: 'summary', labels, suffix: '_sum' }
  const quantile = PERCENTILE.exec(attribute)
  if (quantile === null) return null
  return { name: whole, type: 'summary', labels: { ...labels, quantile: { text: shortQuantile(quantile[1] ?? '') } } }
}

/** `0.5`, where rules for JMX write `0.50`. */
function shortQuantile(digits: string): string {
  return String(Number(`0.${digits}`))
}

function attribute({ domain, type, attribute, tags }: BeanAttribute): Named {
  const isState = attribute === 'current-state'
  return {
    name: joined(domain, type, isState ? `${attribute}_info` : attribute.replace(/-total$/, '')),
    // Text becomes the label of an info family, which keeps its ending.
    type: isState ? 'info' : 'gauge',
    labels: tagLabels(tags),
    ...(isState ? { textLabel: 'current_state' } : {}),
  }
}

export const STRIMZI_REPORTER: Naming = {
  id: 'SR',
  java: 'node',
  isJmx: false,
  flattens: () => false,
  name(bean) {
    if (!bean.domain.startsWith('kafka.')) return null
    return bean.name === null ? attribute(bean) : yammer(bean, bean.name)
  },
}
