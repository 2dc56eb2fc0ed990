// The page at scale: `npm run bench -- --page [--shape L] [--hours 8]`.
import { parseArgs } from 'node:util'
import { launchChromium } from '@perigee/acceptance/chromium'
import { startConsole } from '../scale/console-process.ts'
import { spreadOf } from '../scale/percentiles.ts'
import { machineText } from '../scale/report.ts'
import { SHAPE_NAMES } from '../scale/shapes.ts'
import { timeStart } from '../scale/start-timing.ts'
import { openFleetSubject } from '../scale/subjects.ts'
import { measurePage, type PageFigures } from './measure-page.ts'

const OPTIONS = { page: { type: 'boolean' }, shape: { type: 'string' }, hours: { type: 'string' } } as const

export async function benchPage(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...words], options: OPTIONS, strict: true })
  const shape = SHAPE_NAMES.find((name) => name === (values.shape ?? 'L').toUpperCase())
  if (shape === undefined) throw new RangeError(`there is no shape ${values.shape}`)
  const open = await openFleetSubject(shape)
  const clusters = open.subject.clusters.map(({ name, bootstrap }) => ({ name, bootstrap }))
  const started = await startConsole({ clusters })
  const browser = await launchChromium()
  try {
    await timeStart(started.port, started.startedAt)
    await open.subject.begin()
    const url = `${started.url}/c/${open.subject.clusters[0]?.name}/topics`
    console.log(`${machineText()}\n\n${table(shape, await measurePage(browser, url, Number(values.hours ?? '8')))}`)
  } finally {
    await browser.close()
    await started.stop()
    await open.close()
  }
}

const MB = 1e6

function table(shape: string, figures: PageFigures): string {
  const median = (values: readonly number[]) => spreadOf(values).p50
  const growth = (figures.heapAfterBytes - figures.heapBeforeBytes) / MB
  const rows: readonly (readonly [string, number, number, string])[] = [
    ['first rows, nothing cached, median of 5', median(figures.firstRowsColdMs), 600, 'ms'],
    ['first rows, files cached, median of 5', median(figures.firstRowsWarmMs), 600, 'ms'],
    [`keystroke to rows, slowest of ${figures.keystrokeMs.length}`, Math.max(...figures.keystrokeMs), 200, 'ms'],
    [`main thread per live refresh, mean of ${figures.refreshes}`, figures.refreshMs, 50, 'ms'],
    ['longest task while live', figures.longestTaskMs, 50, 'ms'],
    ['layout shift while live', figures.shift, 0, ''],
    [`heap growth over ${figures.hours} simulated hours`, growth, 20, 'MB'],
  ]
  const lines = rows.map(([what, value, bar, unit]) => {
    if (!Number.isFinite(value)) return `| ${what} | not measured | ≤ ${bar} ${unit} | ? |`
    const holds = value <= bar ? 'holds' : '**missed**'
    return `| ${what} | ${value.toFixed(value < 1 ? 4 : 1)} ${unit} | ≤ ${bar} ${unit} | ${holds} |`
  })
  return [
    `Shape ${shape}, ${figures.topics} topics.`,
    '',
    '| page | measured | bar | |',
    '|---|---|---|---|',
    ...lines,
  ].join('\n')
}
