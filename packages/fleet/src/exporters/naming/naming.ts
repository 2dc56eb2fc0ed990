import type { MetricType } from '../page/metric-page.ts'

/** An MBean's attribute without the values of its tags: what decides how a rule set names it. */
export interface BeanAttribute {
  /** `kafka.server` */
  readonly domain: string
  /** `BrokerTopicMetrics` */
  readonly type: string
  /** `BytesInPerSec`; null for beans of Kafka's own metrics library, which have none. */
  readonly name: string | null
  /** `Count`, `Value`, `99thPercentile`, `high-watermark` */
  readonly attribute: string
  /** Keys of the other properties, as Kafka orders them. */
  readonly tags: readonly string[]
}

/** Where a label's value comes from: the rule, or a tag of the bean. */
export type LabelSource =
  | { readonly text: string }
  | { readonly tag: string }
  | { readonly tags: readonly [string, string] }

/** How a rule set names an attribute. */
export interface Named {
  readonly name: string
  readonly type: MetricType
  readonly labels: Readonly<Record<string, LabelSource>>
  /** Text attributes: the label that gets the text, with 1 as value. Absent: text is dropped. */
  readonly textLabel?: string
}

export interface Naming {
  /** As in monitoring practice: A2, A3, C, S, SR, B, R, M. */
  readonly id: string
  /** Null: no rule takes it, and it is not exported. `tagValues` for rules that put them into names. */
  name(bean: BeanAttribute, tagValues: readonly string[]): Named | null
  /** Whether tag values stand in names, so that a name holds for one bean only. */
  flattens(bean: BeanAttribute): boolean
}

/** Labels of the same name as the tags. */
export function tagLabels(tags: readonly string[]): Record<string, LabelSource> {
  return Object.fromEntries(tags.map((tag) => [tag, { tag }]))
}

/** What is not allowed in a metric's name becomes one underscore. */
export function safeName(text: string): string {
  return text.replace(/[^A-Za-z0-9_:]+/g, '_').replace(/_+/g, '_')
}
