import type { NewSeries } from './minute-gatherer.ts'

interface Name {
  readonly cluster: string
  readonly name: string
}

/**
 * What minutes that wait say of their series, on top of what is known: numbers are used anew, and which name one had
 * depends on the minute. Nothing of it counts before the minutes are written.
 */
export class LearnedNames {
  readonly #names: ReadonlyMap<number, Name>
  readonly #ids: ReadonlyMap<number, number>
  readonly #named = new Map<number, Name>()
  /** Numbers in the file of series that had none. */
  readonly fresh = new Map<number, number>()

  constructor(names: ReadonlyMap<number, Name>, ids: ReadonlyMap<number, number>) {
    this.#names = names
    this.#ids = ids
  }

  take(named: readonly NewSeries[]): void {
    for (const { series, cluster, name } of named) {
      this.#named.set(series, { cluster, name })
      this.fresh.delete(series)
    }
  }

  idOf(series: number): number | undefined {
    return this.fresh.get(series) ?? (this.#named.has(series) ? undefined : this.#ids.get(series))
  }

  nameOf(series: number): Name {
    return this.#named.get(series) ?? this.#names.get(series) ?? { cluster: '', name: `?${series}` }
  }

  keep(series: number, id: number): number {
    this.fresh.set(series, id)
    return id
  }
}
