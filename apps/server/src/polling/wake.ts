// Which answer should wake which loop: pure comparisons of one answer with the one before.
import type { RegistryFacts, Topology } from '@perigee/domain'

export interface RegistryChange {
  /** First answer ever, or the first after a failure. */
  readonly isBack: boolean
  /** Brokers that were not listed, not registered or silent before, and answer now. */
  readonly returned: readonly number[]
  /** Brokers that answered before and do not now. */
  readonly fellSilent: readonly number[]
  readonly isControllerNew: boolean
}

export function compareRegistries(before: RegistryFacts | undefined, after: RegistryFacts): RegistryChange {
  const standing = (registry: RegistryFacts | undefined) =>
    new Map(registry?.brokers.map((broker) => [broker.id, broker.registered && broker.answered === true]))
  const earlier = standing(before)
  const now = standing(after)
  return {
    isBack: before === undefined,
    returned: [...now].filter(([id, up]) => up && earlier.get(id) !== true).map(([id]) => id),
    fellSilent: [...earlier].filter(([id, up]) => up && now.get(id) !== true).map(([id]) => id),
    isControllerNew: before !== undefined && before.controllerId !== after.controllerId,
  }
}

/** Whether `after` names a topic that `before` did not. Both lists are sorted. */
export function hasNewTopic(before: Topology | undefined, after: Topology): boolean {
  if (before === undefined) return true
  const old = before.topics.names
  const names = after.topics.names
  let at = 0
  for (const name of names) {
    while (at < old.length && (old[at] as string) < name) at += 1
    if (old[at] !== name) return true
  }
  return false
}
