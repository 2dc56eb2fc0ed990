// Loaded into the console with --profile: how much CPU time its main thread spends in one turn of the event loop. Unlike the
// delay that a clock sees, it does not grow when other processes want the processor too.
import { writeFileSync } from 'node:fs'
import { createHistogram, PerformanceObserver } from 'node:perf_hooks'

const START_MS = 30_000
const file = process.env.BENCH_TURNS
if (file !== undefined && process.argv[1]?.includes('server')) watch(file)

/** @param {string} file */
function watch(file) {
  const turns = createHistogram()
  /** @type {number[]} */
  const longest = []
  let before = microseconds()
  // The start is another matter.
  let resetAt = Date.now() + START_MS
  // An immediate that is not referenced runs once a turn and never makes a turn.
  const turn = () => {
    const now = microseconds()
    const spent = Math.max(1, now - before)
    if (Date.now() > resetAt) {
      turns.reset()
      longest.length = 0
      resetAt = Number.POSITIVE_INFINITY
    }
    turns.record(spent)
    if (spent > 20_000) longest.push(spent / 1000)
    before = microseconds()
    setImmediate(turn).unref()
  }
  setImmediate(turn).unref()
  /** @type {Record<string, { count: number, ms: number, longestMs: number }>} */
  const collections = {}
  new PerformanceObserver((list) => {
    for (const { duration, detail } of list.getEntries()) {
      const kind = String(/** @type {{ kind: number }} */ (detail).kind)
      const sum = collections[kind] ?? { count: 0, ms: 0, longestMs: 0 }
      collections[kind] = sum
      sum.count += 1
      sum.ms += duration
      sum.longestMs = Math.max(sum.longestMs, duration)
    }
  }).observe({ entryTypes: ['gc'] })
  process.on('exit', () => {
    const ms = (/** @type {number} */ share) => turns.percentile(share) / 1000
    const told = {
      turns: turns.count,
      p50: ms(50),
      p99: ms(99),
      p999: ms(99.9),
      max: turns.max / 1000,
      longest,
      collections,
    }
    writeFileSync(file, JSON.stringify(told))
  })
}

function microseconds() {
  const { user, system } = process.threadCpuUsage()
  return user + system
}
