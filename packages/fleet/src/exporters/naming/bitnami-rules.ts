// B: the rules of Bitnami's chart. The exporter is a process beside the broker: what it tells of its own Java machine is
// not the broker's, whose own is seen as java_lang_* only.
import { type BeanAttribute, joined, type LabelSource, type Named, type Naming, tagLabels } from './naming.ts'

/** What the chart's list of beans lets through. */
const DOMAINS = new Set(['kafka.controller', 'kafka.server', 'java.lang', 'kafka.network', 'kafka.log'])

function untyped(name: string, labels: Readonly<Record<string, LabelSource>> = {}): Named {
  return { name, type: 'untyped', labels }
}

function controller({ type, attribute }: BeanAttribute, name: string): Named | null {
  if (type === 'KafkaController' && attribute === 'Value') {
    return untyped(joined('kafka_controller', type, name, attribute))
  }
  return type === 'ControllerStats' && attribute === 'Count'
    ? untyped(joined('kafka_controller', type, name, attribute))
    : null
}

function network({ type, attribute, tags }: BeanAttribute, name: string, values: readonly string[]): Named | null {
  if (attribute !== 'Count' && attribute !== 'Value') return null
  const whole = joined('kafka_network', type, name, attribute)
  switch (type) {
    case 'Processor':
      return untyped(whole, { network_processor: { tag: 'networkProcessor' } })
    case 'RequestMetrics': {
      // All that follows the request is taken for its name: `Produce, version=9`.
      const [first = 'request', second] = tags
      return untyped(whole, {
        request: second === undefined ? { tag: first } : { tags: [first, second], between: `, ${second}=` },
      })
    }
    case 'SocketServer':
      return untyped(whole)
    case 'RequestChannel':
      return untyped(flat('kafka_network', { type, name, tags, values, attribute }))
    default:
      return null
  }
}

function server(bean: BeanAttribute, name: string, values: readonly string[]): Named | null {
  const { type, attribute, tags } = bean
  if (attribute !== 'Count' && attribute !== 'Value' && attribute !== 'OneMinuteRate') return null
  const isMeter = attribute !== 'Value'
  if (isMeter && tags[0] === 'topic') {
    return untyped(joined('kafka_server', type, name, attribute), { topic: { tag: 'topic' } })
  }
  if (!isMeter && type === 'ReplicaFetcherManager') {
    return untyped(joined('kafka_server', type, name, attribute), { client_id: { tag: 'clientId' } })
  }
  if (!isMeter && type === 'DelayedOperationPurgatory') {
    return untyped(joined('kafka_server', type, name, values[0] ?? '', attribute))
  }
  return untyped(flat('kafka_server', { type: `${type}_total`, name, tags, values, attribute }))
}

interface Flat {
  readonly type: string
  readonly name: string
  readonly tags: readonly string[]
  readonly values: readonly string[]
  readonly attribute: string
}

/** Everything in the name. */
function flat(domain: string, { type, name, tags, values, attribute }: Flat): string {
  return joined(domain, type, name, ...tags.flatMap((tag, i) => [tag, values[i] ?? '']), attribute)
}

function nameOf(bean: BeanAttribute, values: readonly string[]): Named | null {
  const { domain, type, name, attribute, tags } = bean
  if (!DOMAINS.has(domain) || attribute === 'Sum') return null
  // Beans of collectors and memory pools begin with their name: no rule takes them.
  if (domain === 'java.lang') return tags.length === 0 ? untyped(joined(domain, type, attribute)) : null
  if (name === null) return attribute === 'queue-size' ? untyped(joined(domain, type, attribute)) : null
  switch (domain) {
    case 'kafka.controller':
      return tags.length === 0 ? controller(bean, name) : null
    case 'kafka.network':
      return network(bean, name, values)
    case 'kafka.server':
      return server(bean, name, values)
    default:
      return tags.includes('partition') && attribute === 'Value'
        ? untyped(joined(domain, type, name), tagLabels(tags))
        : null
  }
}

export const BITNAMI_RULES: Naming = {
  id: 'B',
  java: 'exporter',
  isJmx: true,
  flattens: ({ domain, type, tags }) =>
    tags.length > 0 &&
    ((domain === 'kafka.server' && tags[0] !== 'topic') || (domain === 'kafka.network' && type === 'RequestChannel')),
  name: nameOf,
}
