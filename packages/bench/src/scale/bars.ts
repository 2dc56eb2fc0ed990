// The bars of the scale benchmark, and what a run says to each.
import type { RunFigures } from './figures.ts'

export interface Verdict {
  readonly bar: string
  readonly measured: string
  /** Null: this run could not tell. */
  readonly holds: boolean | null
}

interface Bar {
  readonly what: string
  readonly of: (figures: RunFigures) => number | null
  readonly most: number
  readonly unit: 'ms' | 'MB' | 'KB' | '%' | ''
}

const MB = 1e6
const KB = 1e3

/** The largest p95 over the questions that the issue names; the dearest ones are shown beside, and judged as `worst`. */
const apiP95 = ({ api }: RunFigures) => Math.max(...api.map(({ durations }) => durations.p95))
const caseOf = (name: string) => (figures: RunFigures) => figures.api.find((one) => one.name === name)
const residentMost = ({ memory, watched }: RunFigures) =>
  Math.max(memory.afterStartBytes, watched.residentBytes, memory.atEndBytes) / MB

const ON_L: readonly Bar[] = [
  { what: 'resident, the most of start, mean and end', of: residentMost, most: 512, unit: 'MB' },
  { what: 'CPU of one core, browsers on', of: ({ watched }) => watched.cpuShare * 100, most: 20, unit: '%' },
  { what: 'event-loop delay p99', of: ({ watched }) => watched.loopDelay.p99Ms, most: 30, unit: 'ms' },
  { what: 'event-loop delay max', of: ({ watched }) => watched.loopDelay.maxMs, most: 120, unit: 'ms' },
  { what: 'API p95, the dearest question', of: apiP95, most: 40, unit: 'ms' },
  { what: 'first complete overview', of: ({ start }) => start.completeMs, most: 10_000, unit: 'ms' },
]
const ON_F: readonly Bar[] = [
  { what: 'resident, the most of start, mean and end', of: residentMost, most: 1_000, unit: 'MB' },
]
const ON_S: readonly Bar[] = [
  { what: 'start to first page with data', of: ({ start }) => start.firstDataMs, most: 1_500, unit: 'ms' },
  { what: 'resident after start', of: ({ memory }) => memory.afterStartBytes / MB, most: 120, unit: 'MB' },
]
const ON_REAL: readonly Bar[] = [
  { what: 'start to first page with data', of: ({ start }) => start.firstDataMs, most: 1_000, unit: 'ms' },
  { what: 'topics, first 100, median', of: medianOf('topics, first 100'), most: 40, unit: 'ms' },
  { what: 'topics, first 100, size', of: bytesOf('topics, first 100'), most: 60, unit: 'KB' },
  { what: 'overview, median', of: medianOf('overview'), most: 20, unit: 'ms' },
  { what: 'brokers with sizes, median', of: medianOf('brokers'), most: 20, unit: 'ms' },
  { what: 'largest topic, median', of: medianOf('topic'), most: 30, unit: 'ms' },
  { what: 'browsers’ requests p95', of: ({ views }) => views.all.p95, most: 300, unit: 'ms' },
  {
    what: 'more memory with browsers',
    of: ({ watched, polling }) => (watched.residentBytes - polling.residentBytes) / MB,
    most: 60,
    unit: 'MB',
  },
  { what: 'resident, the most of start, mean and end', of: residentMost, most: 200, unit: 'MB' },
  { what: 'resident, peak', of: ({ memory }) => memory.peakBytes / MB, most: 300, unit: 'MB' },
]

function medianOf(name: string) {
  return (figures: RunFigures) => caseOf(name)(figures)?.durations.p50 ?? null
}

function bytesOf(name: string) {
  return (figures: RunFigures) => {
    const found = caseOf(name)(figures)
    return found === undefined ? null : found.bytes / KB
  }
}

const EVERYWHERE: readonly Bar[] = [
  {
    what: 'growth from 5 to 10 minutes',
    of: ({ memory: { atFiveMinutesBytes: five, atTenMinutesBytes: ten } }) =>
      five === null || ten === null ? null : (ten / five - 1) * 100,
    most: 5,
    unit: '%',
  },
]

const BARS: Readonly<Record<string, readonly Bar[]>> = { S: ON_S, M: [], L: ON_L, F: ON_F, real: ON_REAL }

export function verdictsOf(figures: RunFigures): Verdict[] {
  const verdicts = [...(BARS[figures.name] ?? []), ...EVERYWHERE].map((bar): Verdict => {
    const value = bar.of(figures)
    const isKnown = value !== null && !Number.isNaN(value)
    return {
      bar: `${bar.what} ≤ ${bar.most} ${bar.unit}`.trim(),
      measured: isKnown ? `${rounded(value)} ${bar.unit}`.trim() : 'not measured',
      holds: isKnown ? value <= bar.most : null,
    }
  })
  if (figures.cycle !== null) {
    const most = 2 * figures.clusters + 5 * figures.brokers
    const { requests } = figures.cycle
    verdicts.push({
      bar: `requests per cycle ≤ ${most} (2 a cluster + 5 a broker)`,
      measured: Number.isNaN(requests) ? 'not measured' : rounded(requests),
      holds: Number.isNaN(requests) ? null : requests <= most,
    })
  }
  return verdicts
}

function rounded(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(1)
}
