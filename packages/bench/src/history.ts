import { ColumnMemory, History } from '@perigee/store'
import { heldBytes, inMb, inMs, timed } from './measure.ts'

const STEP_MS = 15_000
const POINTS = 1440

/** Six hours of `series` full rings: memory against the formula, and reading one for a chart. */
export function benchHistory(series: number): string[] {
  const { made: history, bytes } = heldBytes(() => filled(series))
  const endMs = POINTS * STEP_MS
  const read = timed(50, () => history.read('series-0', { fromMs: 0, toMs: endMs, points: 360 }))
  return [
    `${series} series: ${inMb(bytes)}; the formula says ${inMb(history.bytes())}`,
    `reading six hours as 360 points: median ${inMs(read.medianMs)}`,
  ]
}

function filled(series: number): History {
  const history = new History({ memory: new ColumnMemory(1e9) })
  for (let step = 0; step < POINTS; step += 1)
    for (let index = 0; index < series; index += 1) history.record(`series-${index}`, step * STEP_MS, index + step)
  return history
}
