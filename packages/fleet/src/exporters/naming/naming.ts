import type { MetricType } from '../page/metric-page.ts'

/** An MBean's attribute without the values of its tags: what decides how a rule set names it. */
export interface BeanAttribute {
  /** `kafka.server` */
  readonly domain: string
  /** `BrokerTopicMetrics` */
  readonly type: string
  /** `BytesInPerSec`; null for beans of Kafka's own metrics library, which have none. */
  readonly name: string | null
  /** `Count`, `Value`, `99thPercentile`, `high-watermark`; `Sum` is in no MBean, only reporters inside Kafka see it. */
  readonly attribute: string
  /** Keys of the other properties, as Kafka orders them. */
  readonly tags: readonly string[]
}

/** Where a label's value comes from: the rule, a tag of the bean, or two with a text between. */
export type LabelSource =
  | { readonly text: string }
  | { readonly tag: string }
  | { readonly tags: readonly [string, string]; readonly between: string }

/** How a rule set names an attribute, before the exporter's own generation has its say. */
export interface Named {
  readonly name: string
  readonly type: MetricType
  readonly labels: Readonly<Record<string, LabelSource>>
  /** Text attributes: the label that gets the text, with 1 as value. Absent: text is dropped. */
  readonly textLabel?: string
  /** Of a summary: what stands behind the family's name on this line. */
  readonly suffix?: '_count' | '_sum'
  /** Several beans may come out as one series: labels that tell them apart are dropped. */
  readonly mayCollide?: boolean
}

/** Whose Java machine `jvm_*` and `process_*` speak of: an agent's node, or a process that reads remote JMX. */
export type JavaFamilies = 'node' | 'exporter'

export interface Naming {
  /** As in monitoring practice: A2, A3, C, S, SR, B, R, M. */
  readonly id: string
  readonly java: JavaFamilies
  /** False: no JMX exporter writes it, so nothing tells of one (`jmx_*`). */
  readonly isJmx: boolean
  /** Null: no rule takes it, and it is not exported. `tagValues` for rules that put them into names. */
  name(bean: BeanAttribute, tagValues: readonly string[]): Named | null
  /** Whether tag values stand in names, so that a name holds for one bean only. */
  flattens(bean: BeanAttribute): boolean
}

export const PERCENTILE = /^(\d+)thPercentile$/

/** Labels of the same name as the tags. */
export function tagLabels(tags: readonly string[]): Record<string, LabelSource> {
  return Object.fromEntries(tags.map((tag) => [tag, { tag }]))
}

/** The same, a broker's host and port in one. */
export function brokerLabels(tags: readonly string[]): Record<string, LabelSource> {
  if (!tags.includes('brokerHost')) return tagLabels(tags)
  const others = tags.filter((tag) => tag !== 'brokerHost' && tag !== 'brokerPort')
  return { ...tagLabels(others), broker: { tags: ['brokerHost', 'brokerPort'], between: ':' } }
}

/** Labels in small letters and with underscores, as the exporter writes them when told to. */
export function lowerCased(labels: Readonly<Record<string, LabelSource>>): Record<string, LabelSource> {
  return Object.fromEntries(Object.entries(labels).map(([label, source]) => [safeName(label).toLowerCase(), source]))
}

/** What is not allowed in a metric's name becomes one underscore. */
export function safeName(text: string): string {
  return text.replace(/[^A-Za-z0-9_:]+/g, '_').replace(/_+/g, '_')
}

/** `kafka_server_brokertopicmetrics_bytesin` from its parts. */
export function joined(...parts: readonly string[]): string {
  return safeName(parts.join('_')).toLowerCase()
}
