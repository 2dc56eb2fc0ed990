import type { GapWire } from '@perigee/contract'
import type { ClusterFacts, Gap } from '@perigee/domain'
import type { ReadingName } from './readings.ts'

/** What cannot be known about a cluster from the named readings, equal gaps of several brokers told once. */
export function gapsOf(facts: ClusterFacts, names: readonly ReadingName[]): GapWire[] {
  const gaps = names.flatMap((name) =>
    name === 'logDirs' ? [...facts.logDirs.values()].flatMap((reading) => reading.gaps) : facts[name].gaps,
  )
  return mergeGaps(gaps)
}

/** Joins gaps that differ only in the broker that has them. */
export function mergeGaps(gaps: readonly Gap[]): GapWire[] {
  const merged = new Map<string, GapWire>()
  for (const { fact, failure, needs } of gaps) {
    const key = `${fact} ${failure.code} ${needs ?? ''}`
    const known = merged.get(key)
    const brokers = failure.brokerId === undefined ? [] : [failure.brokerId]
    if (known === undefined)
      merged.set(key, { fact, text: failure.message, code: failure.code, brokers, needs: needs ?? null })
    else known.brokers = [...new Set([...known.brokers, ...brokers])].sort((a, b) => a - b)
  }
  return [...merged.values()]
}
