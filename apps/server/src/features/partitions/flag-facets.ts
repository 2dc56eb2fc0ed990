import type { Facet } from '@perigee/contract'
import { CONDITIONS } from './conditions.ts'

/** Findings that both lists offer as facets. */
export const FLAG_FACETS = [
  'offline',
  'under-min-isr',
  'at-min-isr',
  'under-replicated',
  'reassigning',
  'unknown',
] as const
/** Findings of single partitions. */
export const PARTITION_FACETS = [...FLAG_FACETS, 'non-preferred', 'rack-violation', 'silent-leader'] as const

/** How many of the rows that match now would be left if a condition were added: one walk for all of them. */
export function flagFacets(matched: Uint32Array, flags: Uint16Array, names: readonly string[]): Facet[] {
  const tally = new Uint32Array(16)
  for (let at = 0; at < matched.length; at += 1) {
    for (let bits = flags[matched[at] as number] ?? 0; bits !== 0; bits &= bits - 1) {
      const bit = 31 - Math.clz32(bits & -bits)
      tally[bit] = (tally[bit] as number) + 1
    }
  }
  const countOf = (name: string) => {
    const bit = CONDITIONS.find((condition) => condition.name === name)?.bit ?? 0
    return bit === 0 ? 0 : (tally[31 - Math.clz32(bit)] ?? 0)
  }
  return names.map((name) => ({ q: `is:${name}`, count: countOf(name) }))
}
