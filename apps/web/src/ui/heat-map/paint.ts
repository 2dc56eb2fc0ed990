import type { HeatData } from './heat-data.ts'
import { type HeatScale, heatStep } from './heat-scale.ts'

export interface HeatInks {
  /** Computed colours of the seven steps. */
  readonly steps: readonly string[]
  readonly hatch: string
}

/** Colours as the browser computes them now: a canvas knows neither tokens nor themes. */
export function inksOf(legend: HTMLElement): HeatInks {
  const steps = [...legend.querySelectorAll<HTMLElement>('i[data-step]')]
  const hatch = legend.querySelector<HTMLElement>('[data-hatch]')
  return {
    steps: steps.map((swatch) => getComputedStyle(swatch).backgroundColor),
    hatch: hatch === null ? 'grey' : getComputedStyle(hatch).color,
  }
}

/** Air between rows in px, while rows are high enough for it. */
const airOf = (rowPx: number) => (rowPx >= 8 ? 1 : 0)

export interface Painting {
  readonly data: HeatData
  readonly scale: HeatScale
  readonly inks: HeatInks
  readonly rowPx: number
  readonly fromMs: number
  readonly toMs: number
}

/** Draws all cells. Neighbours of one step are one rectangle: a calm map costs a few fills per row. */
export function paint(canvas: HTMLCanvasElement, painting: Painting): void {
  const pen = canvas.getContext('2d')
  if (pen === null) return
  const { data, rowPx } = painting
  const density = devicePixelRatio
  const width = canvas.clientWidth
  canvas.width = Math.round(width * density)
  canvas.height = Math.round(data.rows.length * rowPx * density)
  pen.scale(density, density)
  const hatch = hatchOf(pen, painting.inks.hatch)
  data.rows.forEach(({ values }, row) => {
    const y = row * rowPx
    for (const run of runsOf(values, painting)) {
      pen.fillStyle = run.step === null ? hatch : (painting.inks.steps[run.step] ?? 'grey')
      pen.fillRect(run.x * width, y, (run.end - run.x) * width + 0.3, rowPx - airOf(rowPx))
    }
  })
}

interface Run {
  readonly step: number | null
  /** Left and right edge, 0–1. */
  readonly x: number
  readonly end: number
}

function runsOf(values: readonly (number | null)[], { data, scale, fromMs, toMs }: Painting): readonly Run[] {
  const span = toMs - fromMs
  const edge = (time: number) => Math.min(1, Math.max(0, (time - fromMs) / span))
  const runs: Run[] = []
  const coming = comingFrom(values)
  data.at.forEach((time, index) => {
    if (index >= coming) return
    const value = values[index] ?? null
    const step = value === null ? null : heatStep(value, scale)
    const run = { step, x: edge(time - data.stepMs), end: edge(time) }
    const before = runs.at(-1)
    if (before !== undefined && before.step === step) runs[runs.length - 1] = { ...before, end: run.end }
    else if (run.end > run.x) runs.push(run)
  })
  return runs
}

/** Cells at the end that may still be on their way. */
const ON_THE_WAY = 2

/** Where a row's cells have not come yet: a value or two late is not “no data”, and is left blank. */
function comingFrom(values: readonly (number | null)[]): number {
  const known = values.findLastIndex((value) => value !== null) + 1
  return known > 0 && values.length - known <= ON_THE_WAY ? known : values.length
}

const HATCH_PX = 6

function hatchOf(pen: CanvasRenderingContext2D, ink: string): CanvasPattern | string {
  const tile = document.createElement('canvas')
  tile.width = HATCH_PX
  tile.height = HATCH_PX
  const brush = tile.getContext('2d')
  if (brush === null) return ink
  brush.strokeStyle = ink
  brush.lineWidth = 1
  brush.beginPath()
  brush.moveTo(-1, HATCH_PX + 1)
  brush.lineTo(HATCH_PX + 1, -1)
  brush.stroke()
  return pen.createPattern(tile, 'repeat') ?? ink
}
