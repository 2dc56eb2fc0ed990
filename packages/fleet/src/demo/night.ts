/** What went wrong before the start: so long before it, the scenario of that name began. */
export interface Incident {
  readonly beforeMs: number
  readonly scenario: string
}

const MINUTE_MS = 60_000

/** The hours before the demo begins: something to find in every chart. */
export const NIGHT: readonly Incident[] = [
  { beforeMs: 312 * MINUTE_MS, scenario: 'hot-topic' },
  { beforeMs: 277 * MINUTE_MS, scenario: 'broker-3-dies' },
  { beforeMs: 236 * MINUTE_MS, scenario: 'slow-follower' },
  { beforeMs: 203 * MINUTE_MS, scenario: 'rolling-restart' },
  { beforeMs: 171 * MINUTE_MS, scenario: 'reassignment' },
  { beforeMs: 142 * MINUTE_MS, scenario: 'data-centre-cut' },
  { beforeMs: 96 * MINUTE_MS, scenario: 'hot-topic' },
  { beforeMs: 58 * MINUTE_MS, scenario: 'slow-broker' },
  { beforeMs: 31 * MINUTE_MS, scenario: 'broker-2-hangs' },
]
