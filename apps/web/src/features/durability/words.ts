import { countWords } from '../../ui/quantity-words.ts'
import type { WhatIfData } from './queries.ts'

/** The outcome in a few words. What is not known is said, not counted as nothing. */
export function verdictTitle({ after, verdict }: Pick<WhatIfData, 'after' | 'verdict'>): string {
  const { offlinePartitions: offline, unwritablePartitions: unwritable } = after
  if (verdict === 'unknown' || offline === null || unwritable === null) return 'What would happen is not known'
  if (offline === 0 && unwritable === 0) return 'Every partition still takes writes'
  const refuse = `${countWords(unwritable)} ${unwritable === 1 ? 'partition refuses' : 'partitions refuse'} writes`
  if (offline === 0) return refuse
  if (unwritable === 0) return `${countWords(offline)} ${offline === 1 ? 'partition is' : 'partitions are'} offline`
  return `${refuse}, ${countWords(offline)} ${offline === 1 ? 'is' : 'are'} offline`
}

/** What becomes of the others. */
export function restWords({ after, partitions }: Pick<WhatIfData, 'after' | 'partitions'>): string {
  const parts = [
    partitions === null ? null : `Of ${countWords(partitions)}.`,
    counted(after.degradedPartitions, 'takes writes with fewer copies', 'take writes with fewer copies'),
    counted(after.finePartitions, 'keeps all its copies', 'keep all their copies'),
    after.lastCopyPartitions === 0
      ? null
      : counted(after.lastCopyPartitions, 'loses its last in-sync copy', 'lose their last in-sync copy'),
  ]
  return parts.filter((part) => part !== null).join(' ')
}

function counted(count: number | null, one: string, many: string): string | null {
  return count === null ? null : `${countWords(count)} ${count === 1 ? one : many}.`
}

/** How many more brokers may fail, whichever they are; null = not known. */
export function survivedWords(losses: number | null): string | null {
  if (losses === null) return null
  if (losses === 0) return 'none'
  return losses === 1 ? 'any 1 broker' : `any ${countWords(losses)} brokers`
}
