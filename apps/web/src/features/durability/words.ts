import type { Status } from '@perigee/contract'
import { countWords } from '../../ui/quantity-words.ts'
import type { WhatIfData } from './queries.ts'

/** Where the rows of a count are: `after:` of the partitions filter; null = no filter opens exactly them. */
export type Standing = 'offline' | 'unwritable' | 'degraded' | 'fine' | null

/** A count and what is said of so many partitions. */
export interface Outcome {
  readonly count: number
  readonly words: string
  readonly standing: Standing
}

const STATUS_OF: Readonly<Record<WhatIfData['verdict'], Status>> = {
  outage: 'critical',
  partial: 'warning',
  fine: 'ok',
  unknown: 'unknown',
}

/** How the outcome looks. A verdict tells what a loss adds: without one it is the server's row of how things are now that counts. */
export function outcomeStatus({
  lose,
  verdict,
  scenarios,
}: Pick<WhatIfData, 'lose' | 'verdict' | 'scenarios'>): Status {
  const now = lose.length === 0 ? scenarios.find((each) => each.lose === '') : undefined
  return now?.status ?? STATUS_OF[verdict]
}

/** The outcome in a few words, or the counts that make it. What is not known is said, not counted as nothing. */
export function verdictOutcomes({
  after,
  verdict,
}: Pick<WhatIfData, 'after' | 'verdict'>): string | readonly Outcome[] {
  const { offlinePartitions: offline, unwritablePartitions: unwritable } = after
  if (verdict === 'unknown' || offline === null || unwritable === null) return 'What would happen is not known'
  if (offline === 0 && unwritable === 0) return 'Every partition still takes writes'
  const refuse: Outcome = {
    count: unwritable,
    words: unwritable === 1 ? 'partition refuses writes' : 'partitions refuse writes',
    standing: 'unwritable',
  }
  const noun = unwritable > 0 ? '' : offline === 1 ? 'partition ' : 'partitions '
  const off: Outcome = { count: offline, words: `${noun}${offline === 1 ? 'is' : 'are'} offline`, standing: 'offline' }
  return [refuse, off].filter(({ count }) => count > 0)
}

/** What becomes of the others; what is not known is left out. */
export function restOutcomes({ after }: Pick<WhatIfData, 'after'>): readonly Outcome[] {
  const { degradedPartitions: degraded, finePartitions: fine, lastCopyPartitions: last } = after
  return [
    ...(degraded === 0
      ? []
      : outcome(degraded, 'degraded', ['takes writes with fewer copies', 'take writes with fewer copies'])),
    ...outcome(fine, 'fine', ['keeps all its copies', 'keep all their copies']),
    ...(last === 0 ? [] : outcome(last, null, ['loses its last in-sync copy', 'lose their last in-sync copy'])),
  ]
}

function outcome(count: number | null, standing: Standing, [one, many]: readonly [string, string]): Outcome[] {
  return count === null ? [] : [{ count, words: count === 1 ? one : many, standing }]
}

/** `762 partitions refuse writes`. */
export function outcomeWords({ count, words }: Outcome): string {
  return `${countWords(count)} ${words}`
}

/** How many more brokers may fail, whichever they are; null = not known. */
export function survivedWords(losses: number | null): string | null {
  if (losses === null) return null
  if (losses === 0) return 'none'
  return losses === 1 ? 'any 1 broker' : `any ${countWords(losses)} brokers`
}
