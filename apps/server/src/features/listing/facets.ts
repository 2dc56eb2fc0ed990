import type { Facet } from '@perigee/contract'
import type { FilterKeys } from '@perigee/links'

/** How many of the rows that match now would be left if a facet were added to the filter. */
export function facetsOf(matched: Uint32Array, keys: FilterKeys, names: readonly string[]): Facet[] {
  return names.map((name) => {
    const test = keys.conditions[name]
    let count = 0
    if (test !== undefined) {
      for (let at = 0; at < matched.length; at += 1) if (test(matched[at] as number)) count += 1
    }
    return { q: `is:${name}`, count }
  })
}
