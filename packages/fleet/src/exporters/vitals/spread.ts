import type { HistogramValues } from '../bean-writer.ts'
import { meanOf, quantileOf, type Stage } from './stage.ts'

/** A histogram of so many samples around a typical value. */
export function spread(typical: number, count: number): HistogramValues {
  return histogramOf({ typical }, count)
}

export function histogramOf(stage: Stage, count: number): HistogramValues {
  const at = (share: number) => rounded(quantileOf(stage, share))
  const mean = rounded(meanOf(stage))
  const percentiles = [at(0.5), at(0.75), at(0.95), at(0.98), at(0.99), at(0.999)] as const
  return {
    count,
    sum: mean * count,
    min: 0,
    max: at(1),
    mean,
    stdDev: rounded(mean * 1.2),
    percentiles: [...percentiles],
  }
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
