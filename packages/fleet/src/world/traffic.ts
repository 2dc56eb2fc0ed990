const DAY_MS = 86_400_000

/** How traffic swings over a day: a sine around one, highest at `peakMs` after midnight UTC. */
export interface DailyCurve {
  /** 0 = flat, 1 = down to nothing in the trough. */
  readonly amplitude: number
  readonly peakMs: number
}

export const FLAT: DailyCurve = { amplitude: 0, peakMs: 0 }

/** Seconds of mean traffic between two moments (epoch ms): the integral of the curve. */
export function trafficSeconds(curve: DailyCurve, fromMs: number, toMs: number): number {
  const turn = (2 * Math.PI) / DAY_MS
  const swing = (at: number) => Math.sin((at - curve.peakMs) * turn)
  return (toMs - fromMs + (curve.amplitude / turn) * (swing(toMs) - swing(fromMs))) / 1000
}

/** Traffic at a moment, as a multiple of the mean. */
export function trafficFactor(curve: DailyCurve, atMs: number): number {
  return 1 + curve.amplitude * Math.cos(((atMs - curve.peakMs) * 2 * Math.PI) / DAY_MS)
}
