// What the exporter itself does to names that a rule set gave: simpleclient (0.x) and client_java 1.x differ.
import type { MetricType } from '../page/metric-page.ts'
import type { Named } from './naming.ts'

/** Of the JMX exporter: up to 0.20 on simpleclient, from 1.0 on client_java 1.x. */
export type Generation = '0.x' | '1.x'

/** Suffixes that client_java 1.x takes off names of gauges and untyped metrics. */
const RESERVED = /_(total|created|bucket|info)$/

export interface Finished {
  /** As the TYPE line has it. */
  readonly family: string
  /** As the samples have it. */
  readonly sample: string
  readonly type: MetricType
}

/** Where a named attribute lands on a page of this generation. */
export function finished({ name, type, suffix }: Named, generation: Generation): Finished {
  if (type === 'info') return { family: name, sample: name, type }
  if (type === 'summary') return { family: name, sample: `${name}${suffix ?? ''}`, type }
  if (type === 'counter') {
    const whole = name.endsWith('_total') ? name : `${name}_total`
    // simpleclient names the family with _total and its samples as the rule does.
    return { family: whole, sample: generation === '0.x' ? name : whole, type }
  }
  const kept = generation === '0.x' ? name : name.replace(RESERVED, '')
  return { family: kept, sample: kept, type }
}
