import { type Assessment, parseLoss, type Standing, standings } from '@perigee/domain'
import type { ClusterState } from '../../facts/state.ts'
import { lossRefusal } from './refusal.ts'

/** How each partition would stand after a loss; without one, how it stands. A loss that cannot be tried is refused. */
export function standingsOf(
  { facts, remembered }: ClusterState,
  assessment: Assessment,
  lose = '',
): (row: number) => Standing | null {
  const parsed = parseLoss(lose)
  if ('error' in parsed) throw lossRefusal(parsed)
  const told = standings(facts, assessment, { terms: parsed.terms, remembered: remembered.keys() })
  if (typeof told !== 'function') throw lossRefusal(told)
  return told
}
