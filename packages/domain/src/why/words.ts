import { thousands } from '../judge/words.ts'

/** `1,290 ms`, `9 ms`, `0.4 ms`. */
export function msWords(ms: number): string {
  if (ms >= 10) return `${thousands(Math.round(ms))} ms`
  return `${Number(ms.toFixed(1))} ms`
}

/** `98 %` of a ratio; 100 only of the whole. */
export function percentWords(ratio: number): string {
  return `${ratio < 1 ? Math.min(99, Math.round(ratio * 100)) : Math.round(ratio * 100)} %`
}

/** `40×`; more than a hundred times is told as that. */
export function timesWords(value: number, usual: number): string {
  if (usual <= 0 || value / usual > 100) return 'more than 100×'
  const times = value / usual
  return `${times >= 10 ? Math.round(times) : Number(times.toFixed(1))}×`
}

/** `12.4 MB/s`. */
export function rateWords(bytesPerSecond: number): string {
  if (bytesPerSecond < 1e6) return `${Number((bytesPerSecond / 1e3).toPrecision(3))} kB/s`
  return `${Number((bytesPerSecond / 1e6).toPrecision(3))} MB/s`
}

/** `its log flush takes 880 ms (9 ms on its peers)`. */
export function againstWords(text: string, usual: string | null): string {
  return usual === null ? text : `${text} (${usual} on its peers)`
}
