// What a run of the scale benchmark is asked to do.
import { parseArgs } from 'node:util'
import { SHAPE_NAMES, type ShapeName } from './shapes.ts'

export interface ScaleOptions {
  readonly shapes: readonly ShapeName[]
  /** Of polling, per shape. */
  readonly minutes: number
  readonly browsers: number
  /** Addresses of a prepared real cluster; null: the fleet. */
  readonly bootstrap: string | null
  /** Where the figures go as JSON, the Markdown goes to the terminal. */
  readonly out: string | null
  /** Folder for a CPU profile of the console; it makes everything slower. */
  readonly profile: string | null
  /** Whether the fleet's nodes and hosts have exporters, and the console reads them. */
  readonly exporters: boolean
  /** Whether what is measured is written to the archive as well. */
  readonly history: boolean
}

export const HELP = `npm run bench -- [options]

  (no options)            what the console computes by itself: judging, history
  --shape S|M|L|F         the console against a simulated fleet of this shape; may be given several times
  --all                   every shape, one after the other
  --bootstrap <host:port,…>  the console against a prepared real cluster
  --real                  the same, and prepares that cluster first (Java 17 and Maven; some minutes)
  --minutes <n>           of polling, per shape (default 10)
  --browsers <n>          that look on (default 200; 20 with --bootstrap)
  --page [--hours <n>]    the page in Chromium at shape L (or --shape): first rows, filter, refreshes, heap
  --exporters             every broker, controller and host of the fleet has an exporter, and the console reads them
  --no-history            without the archive: six hours in memory only
  --out <file>            the figures as JSON
  --profile <folder>      a CPU profile of the console besides; everything is slower then`

const OPTIONS = {
  shape: { type: 'string', multiple: true },
  all: { type: 'boolean' },
  minutes: { type: 'string' },
  browsers: { type: 'string' },
  bootstrap: { type: 'string' },
  out: { type: 'string' },
  profile: { type: 'string' },
  exporters: { type: 'boolean' },
  'no-history': { type: 'boolean' },
  help: { type: 'boolean' },
} as const

/** Null: no scale run is asked for. Throws what is wrong, in words. */
export function scaleOptions(words: readonly string[]): ScaleOptions | 'help' | null {
  const { values } = parseArgs({ args: [...words], options: OPTIONS, strict: true })
  if (values.help) return 'help'
  const shapes = values.all ? SHAPE_NAMES : (values.shape ?? []).map(shapeNamed)
  if (shapes.length === 0 && values.bootstrap === undefined) return null
  return {
    shapes: values.bootstrap === undefined ? shapes : [],
    minutes: positive('--minutes', values.minutes ?? '10'),
    browsers: positive('--browsers', values.browsers ?? (values.bootstrap === undefined ? '200' : '20')),
    bootstrap: values.bootstrap ?? null,
    out: values.out ?? null,
    profile: values.profile ?? null,
    exporters: values.exporters === true,
    history: values['no-history'] !== true,
  }
}

function shapeNamed(text: string): ShapeName {
  const found = SHAPE_NAMES.find((name) => name === text.toUpperCase())
  if (found === undefined) throw new RangeError(`there is no shape ${text}; there are ${SHAPE_NAMES.join(', ')}`)
  return found
}

function positive(flag: string, text: string): number {
  const value = Number(text)
  if (!(value > 0)) throw new RangeError(`${flag} needs a number above zero`)
  return value
}
