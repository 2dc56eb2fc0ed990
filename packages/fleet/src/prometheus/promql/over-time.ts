// What happens to a series within a window.
import type { Sample } from '../series-store.ts'
import type { RangeFunction } from './expression.ts'

export interface Window {
  readonly fromMs: number
  readonly toMs: number
}

/** Null: too few samples. */
export function overTime(name: RangeFunction, samples: readonly Sample[], window: Window): number | null {
  if (name === 'rate' || name === 'increase') return increase(name, samples, window)
  if (samples.length === 0) return null
  const values = samples.map(({ value }) => value)
  if (name === 'avg_over_time') return values.reduce((a, b) => a + b, 0) / values.length
  return name === 'max_over_time' ? Math.max(...values) : Math.min(...values)
}

/** Of a counter that may begin anew, drawn out to the edges of the window as Prometheus does (`extrapolatedRate`). */
function increase(name: 'rate' | 'increase', samples: readonly Sample[], { fromMs, toMs }: Window): number | null {
  const first = samples[0]
  const last = samples.at(-1)
  if (first === undefined || last === undefined || samples.length < 2) return null
  let grown = last.value - first.value
  for (const [i, { value }] of samples.entries()) {
    const before = samples[i - 1]?.value ?? value
    if (value < before) grown += before
  }
  const sampledMs = last.atMs - first.atMs
  const usualMs = sampledMs / (samples.length - 1)
  const edge = (ms: number) => (ms >= usualMs * 1.1 ? usualMs / 2 : ms)
  let startMs = edge(first.atMs - fromMs)
  // A counter is not drawn out to below zero.
  if (grown > 0 && first.value >= 0) startMs = Math.min(startMs, sampledMs * (first.value / grown))
  const whole = (grown * (sampledMs + startMs + edge(toMs - last.atMs))) / sampledMs
  return name === 'increase' ? whole : whole / ((toMs - fromMs) / 1000)
}
