import type { HistogramValues } from '../bean-writer.ts'
import { histogramOf } from './spread.ts'
import { meanOf, type Stage } from './stage.ts'

/**
 * Histograms of one process, by name. As Kafka's they keep the picture of their last samples: where nothing is asked any
 * more, percentiles stay as they were. Sums never fall.
 */
export class Reservoirs {
  readonly #known = new Map<string, HistogramValues>()

  take(name: string, stage: Stage, count: number): HistogramValues {
    const last = this.#known.get(name)
    if (last !== undefined && last.count === count) return last
    const since = Math.max(0, count - (last?.count ?? 0))
    const values = { ...histogramOf(stage, count), sum: (last?.sum ?? 0) + since * meanOf(stage) }
    this.#known.set(name, values)
    return values
  }
}
