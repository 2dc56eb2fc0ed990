import type { HistogramValues } from '../bean-writer.ts'

/** Of a typical time: how far up the percentiles, the extremes and the mean stand. */
const SHAPE = { percentiles: [1, 1.6, 3.2, 4.6, 6, 14], mean: 1.3, max: 22, stdDev: 1.6 } as const

/** A histogram around a typical value: Kafka's times lean to the right, all with much the same shape. */
export function spread(typical: number, count: number): HistogramValues {
  const [p50, p75, p95, p98, p99, p999] = SHAPE.percentiles.map((one) => rounded(one * typical))
  return {
    count,
    sum: rounded(SHAPE.mean * typical * count),
    min: 0,
    max: rounded(SHAPE.max * typical),
    mean: rounded(SHAPE.mean * typical),
    stdDev: rounded(SHAPE.stdDev * typical),
    percentiles: [p50 ?? 0, p75 ?? 0, p95 ?? 0, p98 ?? 0, p99 ?? 0, p999 ?? 0],
  }
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
