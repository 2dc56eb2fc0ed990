// Exporter pages: how fast they are read beside the usual parser, and what a hundred brokers cost.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { type ExporterSource, openExporters, openExporterThread, PageSeries } from '@perigee/sources'
import parsePrometheus from 'parse-prometheus-text-format'
import { inMb, inMs, timed } from '../measure.ts'
import { brokerPage, type Rules } from './broker-page.ts'
import { BROKERS, REPLICAS, ROUNDS, TOPICS } from './shape.ts'

const AT_ONCE = 8
const NEVER = new AbortController().signal
const HINTS = { mode: 'zookeeper', release: '3.9' } as const
const RULES: readonly Rules[] = ['no rules', 'example rules']

export async function benchExporter(): Promise<void> {
  for (const rules of RULES) benchPage(rules)
  for (const rules of RULES) await benchFleet(rules)
}

function benchPage(rules: Rules): void {
  const text = brokerPage({ rules, broker: 0, topics: TOPICS, replicas: REPLICAS, round: 0 })
  const page = Buffer.from(text)
  const series = text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length
  const target = { id: 'broker/0', url: 'http://x/', role: 'broker', nodeId: 0, origin: 'configured' } as const
  const pages = new PageSeries(target, HINTS)
  let round = 0
  const ours = timed(25, () => {
    round += 1
    pages.read(page, round * 15_000)
  })
  const theirs = timed(5, () => void parsePrometheus(text))
  const perSecond = (ms: number) => `${(series / ms / 1000).toFixed(2)} M series/s`
  console.log(`\nOne page, ${rules}: ${TOPICS} topics, ${REPLICAS} replicas: ${series} series, ${inMb(page.length)}`)
  console.log(
    `  read into canonical values  ${inMs(ours.medianMs)} (worst ${inMs(ours.worstMs)}), ${perSecond(ours.medianMs)}`,
  )
  console.log(`  parse-prometheus-text-format  ${inMs(theirs.medianMs)}, ${perSecond(theirs.medianMs)}`)
  console.log(`  ratio  ${(theirs.medianMs / ours.medianMs).toFixed(1)}`)
}

async function benchFleet(rules: Rules): Promise<void> {
  const exporters = fork(new URL('./serve-pages.ts', import.meta.url), [rules])
  const [port] = (await once(exporters, 'message')) as [number]
  const residentBefore = resident()
  const delay = monitorEventLoopDelay({ resolution: 5 })
  const thread = openExporterThread(new URL('./pages.thread.ts', import.meta.url))
  const source = openExporters({ auth: null, timeoutMs: 30_000, thread })
  console.log(`\n${BROKERS} exporters, ${rules}, ${AT_ONCE} at once`)
  for (let round = 1; round <= ROUNDS; round += 1) {
    delay.reset()
    delay.enable()
    const cpu = process.cpuUsage()
    const mainCpu = process.threadCpuUsage()
    const startedAt = performance.now()
    const parseMs = await pass(source, port)
    const used = process.cpuUsage(cpu)
    const usedByMain = process.threadCpuUsage(mainCpu)
    delay.disable()
    console.log(
      [
        `  pass ${round}: ${inMs(performance.now() - startedAt)}`,
        `scanning and normalising ${inMs(parseMs)}`,
        `CPU of the process ${inMs((used.user + used.system) / 1000)}, of the main thread ${inMs((usedByMain.user + usedByMain.system) / 1000)}`,
        `event loop p99 ${inMs(delay.percentile(99) / 1e6)} max ${inMs(delay.max / 1e6)}`,
        `resident + ${inMb(resident() - residentBefore)}`,
      ].join(', '),
    )
  }
  await source.close()
  await thread.close()
  exporters.disconnect()
}

/** Time of the thread within all pages, ms. */
async function pass(source: ExporterSource, port: number): Promise<number> {
  const waiting = Array.from({ length: BROKERS }, (_, broker) => broker)
  let parseMs = 0
  const lane = async () => {
    for (let broker = waiting.shift(); broker !== undefined; broker = waiting.shift()) {
      const target = {
        id: `broker/${broker}`,
        url: `http://127.0.0.1:${port}/${broker}`,
        role: 'broker',
        nodeId: broker,
        origin: 'configured',
      } as const
      const outcome = await source.scrape(target, HINTS, NEVER)
      if (!outcome.ok) throw new Error(outcome.failure.message)
      parseMs += outcome.value.cost.parseMs
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return parseMs
}

function resident(): number {
  globalThis.gc?.()
  return process.memoryUsage.rss()
}
