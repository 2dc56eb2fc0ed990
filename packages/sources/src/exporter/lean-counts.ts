// On which page is counted what a lean configuration would save: the largest one of a cluster, once in a while.
import type { LeanSaving, MetricTarget, ScrapeCost } from '@perigee/domain'

const COUNT_EVERY_MS = 60 * 60_000

export class LeanCounts {
  /** Newest sizes of pages of Kafka's processes, by target id. */
  readonly #bytes = new Map<string, number>()
  #counted: { readonly target: string; readonly saving: LeanSaving; readonly atMs: number } | null = null

  /** `nowMs`: of a steady clock. Never with the first page: how large the others are is not known yet. */
  isDue(target: string, nowMs: number): boolean {
    const largest = Math.max(...this.#bytes.values())
    if (this.#bytes.get(target) !== largest) return false
    return this.#counted === null || nowMs - this.#counted.atMs >= COUNT_EVERY_MS
  }

  /** What a scrape cost, with what was counted on this target, now or before. */
  take(target: MetricTarget, cost: ScrapeCost, nowMs: number): ScrapeCost {
    if (target.role === 'host') return cost
    this.#bytes.set(target.id, cost.pageBytes)
    if (cost.lean !== undefined) this.#counted = { target: target.id, saving: cost.lean, atMs: nowMs }
    return this.#counted?.target === target.id ? { ...cost, lean: this.#counted.saving } : cost
  }

  forget(target: string): void {
    this.#bytes.delete(target)
    if (this.#counted?.target === target) this.#counted = null
  }
}
