import type { Endpoint } from '@perigee/contract'

/** One reason why metrics are missing: which, and at whom. */
export interface Lack {
  readonly reason: string
  readonly titles: readonly string[]
  readonly targets: readonly string[]
}

/** What is not told, by reason; the reason that takes most comes first. */
export function lacksOf(endpoints: readonly Endpoint[]): readonly Lack[] {
  const byReason = new Map<string, { titles: Set<string>; targets: Set<string> }>()
  for (const { target, missing } of endpoints)
    for (const { title, reason } of missing) {
      const lack = byReason.get(reason) ?? { titles: new Set(), targets: new Set() }
      lack.titles.add(title)
      lack.targets.add(target)
      byReason.set(reason, lack)
    }
  return [...byReason]
    .map(([reason, { titles, targets }]) => ({ reason, titles: [...titles].sort(), targets: [...targets] }))
    .sort((a, b) => b.titles.length * b.targets.length - a.titles.length * a.targets.length)
}

const NAMED = 6

/** `broker/1, broker/2 and 22 more`. */
export function namesWords(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).join(', ')
  return names.length > NAMED ? `${shown} and ${names.length - NAMED} more` : shown
}
