// The figures of a run in Markdown, as docs/benchmarks.md shows them.
import { cpus, totalmem } from 'node:os'
import { verdictsOf } from './bars.ts'
import type { LoopDelay, Phase, RunFigures } from './figures.ts'

const mb = (bytes: number | null) => (bytes === null ? '–' : `${(bytes / 1e6).toFixed(0)} MB`)
const kb = (bytes: number) => (Number.isNaN(bytes) ? '–' : `${(bytes / 1e3).toFixed(1)} kB`)
/** A run shorter than a loop's interval cannot tell. */
const times = (count: number, digits: number) => (Number.isNaN(count) ? '–' : count.toFixed(digits))
const ms = (value: number) =>
  Number.isNaN(value)
    ? '–'
    : value === Number.POSITIVE_INFINITY
      ? 'never'
      : value >= 100
        ? `${value.toFixed(0)} ms`
        : `${value.toFixed(1)} ms`
const delay = ({ p50Ms, p99Ms, maxMs }: LoopDelay) => `${ms(p50Ms)} / ${ms(p99Ms)} / ${ms(maxMs)}`
const percent = (share: number) => `${(share * 100).toFixed(1)} %`

export function machineText(): string {
  const processor = cpus()[0]?.model.trim() ?? 'unknown processor'
  return `Node ${process.versions.node}, ${cpus().length} × ${processor}, ${mb(totalmem())}`
}

export function reportOf(figures: RunFigures): string {
  return [
    heading(figures),
    table(['', ''], summary(figures)),
    apiTable(figures),
    viewsText(figures),
    barsTable(figures),
  ].join('\n\n')
}

function heading({ name, at, clusters, brokers, topics, partitions }: RunFigures): string {
  return `### ${name}: ${clusters} cluster(s), ${brokers} brokers, ${topics} topics, ${partitions} partitions (${at})`
}

function summary(figures: RunFigures): string[][] {
  const { start, memory, polling, watched, cycle, browsers, cycleSeconds } = figures
  const rows = [
    [
      'start → first data / complete overview / with rates',
      [start.firstDataMs, start.completeMs, start.ratesMs].map(ms).join(' / '),
    ],
    ['start: CPU, event-loop delay p50 / p99 / max', `${start.cpuSeconds.toFixed(2)} s, ${delay(start.loopDelay)}`],
    [
      'resident after start / 5 min / 10 min / end',
      [memory.afterStartBytes, memory.atFiveMinutesBytes, memory.atTenMinutesBytes, memory.atEndBytes]
        .map(mb)
        .join(' / '),
    ],
    ['peak resident; heap used', `${mb(memory.peakBytes)}; ${mb(memory.heapUsedBytes)}`],
    ['polling alone', phaseText(polling)],
    [
      `CPU per poll cycle (${cycleSeconds} s: every loop once or more)`,
      `${(polling.cpuShare * cycleSeconds).toFixed(2)} s`,
    ],
    [`with ${browsers} browsers`, phaseText(watched)],
    ['a browser costs', browserCost(figures)],
  ]
  if (cycle !== null) {
    rows.push([
      'every loop once: requests; sent; received; brokers’ time',
      `${times(cycle.requests, 0)}; ${kb(cycle.bytesIn)}; ${kb(cycle.bytesOut)}; ${ms(cycle.busyMs)}`,
    ])
    rows.push(['of these', cycle.byApi.map(({ api, requests }) => `${api} ${times(requests, 1)}`).join(', ')])
  }
  return rows
}

function phaseText({ cpuShare, loopDelay, gcSeconds, seconds, residentBytes, loadAverage }: Phase): string {
  const gc = percent(gcSeconds / seconds)
  return `${percent(cpuShare)} of a core (GC ${gc}), delay ${delay(loopDelay)}, ${mb(residentBytes)}; machine load ${loadAverage.toFixed(1)}`
}

function browserCost({ polling, watched, browsers }: RunFigures): string {
  const cpu = ((watched.cpuShare - polling.cpuShare) / browsers) * 100
  const memory = (watched.residentBytes - polling.residentBytes) / browsers
  return `${cpu.toFixed(3)} % of a core, ${kb(memory)}`
}

function apiTable({ api }: RunFigures): string {
  const rows = api.map(({ name, durations: d, bytes }) => [
    name,
    ms(d.p50),
    ms(d.p95),
    ms(d.p99),
    ms(d.max),
    kb(bytes),
    String(d.count),
  ])
  return table(['API, full answers', 'p50', 'p95', 'p99', 'max', 'on the wire', 'asked'], rows)
}

function viewsText({ views }: RunFigures): string {
  const { requests, seconds, unchanged, bodyBytes, eventBytes, all, failures } = views
  const failed = failures.length === 0 ? 'none failed' : `failures: ${failures.join('; ')}`
  return `Browsers: ${(requests / seconds).toFixed(0)} requests/s, ${percent(unchanged / Math.max(1, requests))} of them unchanged (304), p50 ${ms(all.p50)}, p95 ${ms(all.p95)}, p99 ${ms(all.p99)}; ${kb(bodyBytes / seconds)}/s answers, ${kb(eventBytes / seconds)}/s events; ${failed}.`
}

function barsTable(figures: RunFigures): string {
  const word = (holds: boolean | null) => (holds === null ? '?' : holds ? 'holds' : '**missed**')
  return table(
    ['bar', 'measured', ''],
    verdictsOf(figures).map(({ bar, measured, holds }) => [bar, measured, word(holds)]),
  )
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
