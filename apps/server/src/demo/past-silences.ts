import type { PastSeries } from '@perigee/fleet'
import type { PastChange } from '../facts/state.ts'
import { durationText } from '../facts/transitions.ts'

const ANSWERS = /^broker\/(\d+)\/latencyMs$/

/** The changes that a broker's answer times tell of: where none was known it did not answer. None for other series. */
export function silencesIn({ series, fromMs, stepMs, values }: PastSeries): readonly PastChange[] {
  const broker = Number(ANSWERS.exec(series)?.[1] ?? Number.NaN)
  if (Number.isNaN(broker)) return []
  const subject = { broker }
  const title = `Broker ${broker} does not answer`
  const changes: PastChange[] = []
  let since: number | null = null
  for (const [i, value] of values.entries()) {
    const at = fromMs + i * stepMs
    if (Number.isNaN(value) && since === null) {
      since = at
      changes.push({ at, status: 'critical', text: title, subject })
    } else if (!Number.isNaN(value) && since !== null) {
      changes.push({ at, status: 'ok', text: `Over after ${durationText(at - since)}: ${title}`, subject })
      since = null
    }
  }
  return changes
}
