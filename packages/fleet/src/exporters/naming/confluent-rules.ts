// C: the rules of Confluent's monitoring stacks. Names and labels in small letters; counts have the bare name.
import {
  type BeanAttribute,
  brokerLabels,
  joined,
  lowerCased,
  type Named,
  type Naming,
  PERCENTILE,
  tagLabels,
} from './naming.ts'

const WINDOW = /^(One|Five|Fifteen)MinuteRate$/
/** Meters whose rates are exported besides their counts. */
const RATED = new Set(['MessagesInPerSec', 'BytesInPerSec', 'BytesOutPerSec'])
const RATED_BY_TOPIC = new Set([...RATED, 'TotalProduceRequestsPerSec', 'TotalFetchRequestsPerSec'])

function yammer(bean: BeanAttribute, name: string): Named | null {
  const { domain, type, attribute, tags } = bean
  const whole = joined(domain, type, name)
  const labels = lowerCased(brokerLabels(tags))
  if (attribute === 'Value') return { name: whole, type: tags.length > 1 ? 'gauge' : 'untyped', labels }
  if (attribute === 'Count') return { name: whole, type: 'untyped', labels }
  if (WINDOW.test(attribute)) return rate(bean, name)
  const quantile = PERCENTILE.exec(attribute)
  if (quantile === null) return null
  return { name: whole, type: 'untyped', labels: { ...labels, quantile: { text: `0.${quantile[1]}` } } }
}

function rate({ domain, type, attribute, tags }: BeanAttribute, name: string): Named | null {
  const whole = joined(domain, type, name, attribute)
  if (type === 'KafkaRequestHandlerPool') {
    return attribute === 'OneMinuteRate' ? { name: whole, type: 'gauge', labels: {} } : null
  }
  if (type === 'BrokerTopicMetrics') {
    if (tags.length === 0) return RATED.has(name) ? { name: `${whole}_alltopics`, type: 'gauge', labels: {} } : null
    return RATED_BY_TOPIC.has(name) ? { name: whole, type: 'gauge', labels: lowerCased(tagLabels(tags)) } : null
  }
  // The version is dropped: requests of two versions come out as one series.
  return name === 'RequestsPerSec' && type === 'RequestMetrics'
    ? { name: whole, type: 'gauge', labels: { request: { tag: 'request' } }, mayCollide: true }
    : null
}

function attribute({ domain, type, attribute, tags }: BeanAttribute): Named | null {
  if (type === 'raft-metrics') return { name: joined(domain, type, attribute), type: 'gauge', labels: {} }
  if (type !== 'socket-server-metrics' || tags.length < 2) return null
  const name = joined(domain, 'socketservermetrics', attribute)
  const labels = Object.fromEntries(tags.map((tag) => [snakeCased(tag), { tag }]))
  return { name, type: 'gauge', labels }
}

function snakeCased(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

export const CONFLUENT_RULES: Naming = {
  id: 'C',
  java: 'node',
  isJmx: true,
  flattens: () => false,
  name(bean) {
    if (!bean.domain.startsWith('kafka.')) return null
    return bean.name === null ? attribute(bean) : yammer(bean, bean.name)
  },
}
