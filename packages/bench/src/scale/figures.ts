// Everything that one run tells.
import type { ApiFigures } from './api-probe.ts'
import type { CycleLoad } from './cycle-load.ts'
import type { StartTiming } from './start-timing.ts'
import type { Views } from './viewer-messages.ts'

export interface LoopDelay {
  /** Beyond the 10 ms at which it is sampled, in ms. */
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
}

/** A stretch of a run under one kind of load. */
export interface Phase {
  readonly seconds: number
  /** Of one core, 0–1 and above where several threads work. */
  readonly cpuShare: number
  readonly loopDelay: LoopDelay
  readonly gcSeconds: number
  /** Mean of the resident sizes seen in it. */
  readonly residentBytes: number
  /** Of the machine, over one minute, at its end. */
  readonly loadAverage: number
}

export interface RunFigures {
  readonly name: string
  readonly at: string
  readonly clusters: number
  readonly brokers: number
  readonly partitions: number
  readonly topics: number
  readonly browsers: number
  readonly minutes: number
  readonly start: StartTiming & { readonly loopDelay: LoopDelay; readonly cpuSeconds: number }
  readonly memory: {
    readonly afterStartBytes: number
    /** Null where the run was shorter. */
    readonly atFiveMinutesBytes: number | null
    readonly atTenMinutesBytes: number | null
    readonly atEndBytes: number
    readonly peakBytes: number
    readonly heapUsedBytes: number
  }
  readonly polling: Phase
  readonly watched: Phase
  /** Null against a real cluster, whose brokers count for themselves. */
  readonly cycle: CycleLoad | null
  readonly cycleSeconds: number
  readonly requestsPerCycleByConsole: number
  readonly api: readonly ApiFigures[]
  readonly views: Views
}
