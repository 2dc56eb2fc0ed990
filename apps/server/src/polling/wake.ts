// Which answer should wake which loop: pure comparisons of one answer with the one before.
import { REPLICA_IN_SYNC, type RegistryFacts, type Topology } from '@perigee/domain'

export interface RegistryChange {
  /** First answer ever, or the first after a failure. */
  readonly isBack: boolean
  /** Brokers that were not listed, not registered or silent before, and answer now. */
  readonly returned: readonly number[]
  /** Brokers that answered before and do not now, and silent ones that have left the list: their leaders move now. */
  readonly fellSilent: readonly number[]
  readonly isControllerNew: boolean
}

export function compareRegistries(before: RegistryFacts | undefined, after: RegistryFacts): RegistryChange {
  const standing = (registry: RegistryFacts | undefined) =>
    new Map(registry?.brokers.map((broker) => [broker.id, broker.registered && broker.answered === true]))
  const isListed = (registry: RegistryFacts | undefined, id: number) =>
    registry?.brokers.some((broker) => broker.id === id && broker.registered) === true
  const left = (id: number) => isListed(before, id) && !isListed(after, id)
  const earlier = standing(before)
  const now = standing(after)
  return {
    isBack: before === undefined,
    returned: [...now].filter(([id, up]) => up && earlier.get(id) !== true).map(([id]) => id),
    fellSilent: [...earlier].filter(([id, up]) => (up && now.get(id) !== true) || left(id)).map(([id]) => id),
    isControllerNew: before !== undefined && before.controllerId !== after.controllerId,
  }
}

/** Whether more partitions lack a leader or more replicas are out of sync than before: a broker may just have gone. */
export function hasNewTrouble(before: Topology | undefined, after: Topology): boolean {
  return before !== undefined && troublesIn(after) > troublesIn(before)
}

function troublesIn({ partitions }: Topology): number {
  let count = 0
  for (const leader of partitions.leader) if (leader < 0) count += 1
  for (const flags of partitions.replicaFlags) if ((flags & REPLICA_IN_SYNC) === 0) count += 1
  return count
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
