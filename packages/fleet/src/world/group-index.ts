import type { Group } from './group.ts'
import { javaHash } from './random.ts'

/** The partition of `__consumer_offsets` that keeps a group (`GroupMetadataManager.partitionFor`). */
export function partitionKeeping(groupId: string, partitions: number): number {
  return (javaHash(groupId) & 0x7fff_ffff) % Math.max(1, partitions)
}

/**
 * The groups of a cluster by id, and by the partition of `__consumer_offsets` that keeps them: each coordinator lists only
 * its own, and at fifty thousand groups nobody may look at all of them for that.
 */
export class GroupIndex extends Map<string, Group> {
  #partitions = 0
  #kept = new Map<number, Map<string, Group>>()

  /** Groups that one of so many partitions keeps. */
  keptBy(partition: number, partitions: number): Iterable<Group> {
    if (partitions !== this.#partitions) this.#spread(partitions)
    return this.#kept.get(partition)?.values() ?? []
  }

  override set(id: string, group: Group): this {
    this.#keep(group)
    return super.set(id, group)
  }

  override delete(id: string): boolean {
    this.#kept.get(partitionKeeping(id, this.#partitions))?.delete(id)
    return super.delete(id)
  }

  override clear(): void {
    this.#kept.clear()
    super.clear()
  }

  #spread(partitions: number): void {
    this.#partitions = partitions
    this.#kept.clear()
    for (const group of this.values()) this.#keep(group)
  }

  #keep(group: Group): void {
    if (this.#partitions === 0) return
    const partition = partitionKeeping(group.id, this.#partitions)
    const kept = this.#kept.get(partition)
    if (kept === undefined) this.#kept.set(partition, new Map([[group.id, group]]))
    else kept.set(group.id, group)
  }
}
