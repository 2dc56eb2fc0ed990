// Samples of scraped pages, kept for a while.
import type { Matcher } from './promql/expression.ts'

export type SeriesLabels = Readonly<Record<string, string>>

export interface Sample {
  /** Epoch ms. */
  readonly atMs: number
  readonly value: number
}

export interface Series {
  /** `__name__` and the target's own among them. */
  readonly labels: SeriesLabels
  readonly samples: Sample[]
  /** A series that was not there in the last scrape of its target is stale from then on. */
  staleSinceMs: number | null
}

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)(?: \d+)?$/
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g

export class SeriesStore {
  readonly #keepMs: number
  readonly #byName = new Map<string, Map<string, Series>>()
  readonly #ofTarget = new Map<string, Set<Series>>()

  constructor(keepMs: number) {
    this.#keepMs = keepMs
  }

  /** Takes a page of a target at a moment (epoch ms), by the target's labels; an empty page is a scrape that failed. */
  take(page: string, target: SeriesLabels, atMs: number): void {
    const seen = new Set<Series>()
    for (const line of page.split('\n')) {
      if (line === '' || line.startsWith('#')) continue
      const found = LINE.exec(line)
      if (found !== null) seen.add(this.#add(found, target, atMs))
    }
    const key = JSON.stringify(target)
    for (const series of this.#ofTarget.get(key) ?? []) if (!seen.has(series)) series.staleSinceMs ??= atMs
    this.#ofTarget.set(key, seen)
  }

  select(matchers: readonly Matcher[]): readonly Series[] {
    const exact = matchers.find(({ label, operator }) => label === '__name__' && operator === '=')
    const names = exact === undefined ? [...this.#byName.keys()] : [exact.value]
    const ofName = matchers.filter(({ label }) => label === '__name__')
    const others = matchers.filter(({ label }) => label !== '__name__')
    return names
      .filter((name) => ofName.every((one) => one.test(name)))
      .flatMap((name) => [...(this.#byName.get(name)?.values() ?? [])])
      .filter(({ labels }) => others.every((one) => one.test(labels[one.label] ?? '')))
  }

  #add([, name = '', text = '', number = '']: RegExpExecArray, target: SeriesLabels, atMs: number): Series {
    const series = this.#series(name, text, target)
    series.staleSinceMs = null
    series.samples.push({ atMs, value: number === '+Inf' ? Number.POSITIVE_INFINITY : Number(number) })
    while ((series.samples[0]?.atMs ?? atMs) < atMs - this.#keepMs) series.samples.shift()
    return series
  }

  #series(name: string, text: string, target: SeriesLabels): Series {
    const ofName = this.#byName.get(name) ?? new Map<string, Series>()
    this.#byName.set(name, ofName)
    const key = `${text}|${JSON.stringify(target)}`
    let series = ofName.get(key)
    if (series === undefined) {
      const labels: Record<string, string> = { __name__: name }
      for (const [, label = '', value = ''] of text.matchAll(LABEL)) {
        labels[label] = value.replace(/\\(.)/g, (_, letter: string) => (letter === 'n' ? '\n' : letter))
      }
      series = { labels: { ...labels, ...target }, samples: [], staleSinceMs: null }
      ofName.set(key, series)
    }
    return series
  }
}
