import type { FailureWire, FreshnessState, FreshnessWire } from '@perigee/contract'
import { freshnessOf, type Reading } from '@perigee/domain'
import { instantOf } from './words.ts'

/** A reading that an answer rests on. */
export interface UsedReading {
  /** Its loop, such as `kafka.topology`. */
  readonly source: string
  readonly cluster: string
  readonly reading: Reading<unknown>
  /** `needed` readings set the age of the answer; `helpful` ones only lend their failures and carry their own age. */
  readonly role: 'needed' | 'helpful'
}

const WORST_FIRST: readonly FreshnessState[] = ['never', 'lost', 'late', 'fresh']

/**
 * Freshness of an answer at `now` (epoch ms): the age of the oldest reading it needs, the worst of their states, and the
 * failures of everything it used.
 */
export function freshnessOfAnswer(used: readonly UsedReading[], now: number): FreshnessWire {
  const needed = used.filter(({ role }) => role === 'needed').map(({ reading }) => reading)
  const unread = needed.find(({ observedAt }) => observedAt === undefined)
  const oldest = unread ?? oldestOf(needed)
  return {
    observedAt: instantOf(oldest?.observedAt),
    ageMs: oldest?.observedAt === undefined ? null : Math.max(0, now - oldest.observedAt),
    expectedIntervalMs: oldest?.intervalMs ?? 0,
    state: worstState(needed.map((reading) => freshnessOf(reading, now))),
    failures: failuresOf(used),
  }
}

/** Of several answers side by side (all clusters): those never read are in `failures`, not in the age, unless all are. */
export function freshnessOfAll(used: readonly UsedReading[], now: number): FreshnessWire {
  const seen = used.filter(({ reading }) => reading.observedAt !== undefined)
  const whole = freshnessOfAnswer(seen.length === 0 ? used : seen, now)
  return { ...whole, failures: failuresOf(used) }
}

/** An answer that rests on no reading (the console's own state) is as old as now. */
export function freshnessOfNow(now: number, failures: FailureWire[] = []): FreshnessWire {
  return { observedAt: instantOf(now), ageMs: 0, expectedIntervalMs: 0, state: 'fresh', failures }
}

export function worstState(states: readonly FreshnessState[]): FreshnessState {
  return WORST_FIRST.find((state) => states.includes(state)) ?? 'never'
}

function oldestOf(readings: readonly Reading<unknown>[]): Reading<unknown> | undefined {
  return readings.reduce<Reading<unknown> | undefined>(
    (oldest, reading) =>
      oldest === undefined || (reading.observedAt ?? 0) < (oldest.observedAt ?? 0) ? reading : oldest,
    undefined,
  )
}

function failuresOf(used: readonly UsedReading[]): FailureWire[] {
  return used.flatMap(({ source, cluster, reading }) =>
    reading.failure === undefined
      ? []
      : [
          {
            source,
            cluster,
            target: reading.failure.peer,
            code: reading.failure.code,
            message: reading.failure.message,
            since: instantOf(reading.failingSince),
            retryable: reading.failure.retryable,
          },
        ],
  )
}
