import { ANY_VERSION } from '../operations/write-operation.ts'
import type { TreeWriter } from '../tree-writer.ts'
import type { ZnodePlan } from './kafka-znodes.ts'

export interface WriteTally {
  readonly created: readonly string[]
  readonly set: readonly string[]
  readonly deleted: readonly string[]
  /** Paths that could not be written: nobody served, or somebody else was in the way. */
  readonly refused: readonly string[]
}

/** Paths of a tally by what became of them, while they are gathered. */
export type OpenTally = { readonly [K in keyof WriteTally]: string[] }

export function openTally(): OpenTally {
  return { created: [], set: [], deleted: [], refused: [] }
}

/** What was written of one part of a cluster. Only what differs is written, and only what was written here is deleted. */
export class WrittenZnodes {
  readonly #tree: TreeWriter
  readonly #chroot: string
  readonly #written = new Map<string, string | null>()

  constructor(tree: TreeWriter, chroot: string) {
    this.#tree = tree
    this.#chroot = chroot
  }

  /** Makes the tree hold `plan`, and no more of what was planned before. What was refused is tried again next time. */
  write(plan: ZnodePlan, tally: OpenTally): void {
    for (const [path, data] of plan) {
      const isKnown = this.#written.has(path)
      if (isKnown && this.#written.get(path) === data) continue
      const outcome = isKnown ? this.#tree.set(this.#chroot + path, data) : this.#createOrAdopt(path, data)
      if (outcome.ok) {
        this.#written.set(path, data)
        tally[isKnown ? 'set' : 'created'].push(path)
      } else {
        this.#written.delete(path)
        tally.refused.push(path)
      }
    }
    this.#deleteAllBut(plan, tally)
  }

  #createOrAdopt(path: string, data: string | null) {
    const there = this.#tree.get(this.#chroot + path)
    if (!there) return this.#tree.create(this.#chroot + path, data)
    if ((there.data?.toString() ?? null) === data) return { ok: true } as const
    return this.#tree.set(this.#chroot + path, data)
  }

  #deleteAllBut(plan: ZnodePlan, tally: OpenTally): void {
    for (const path of [...this.#written.keys()].reverse()) {
      if (plan.has(path)) continue
      const isGone = !this.#tree.get(this.#chroot + path)
      if (isGone || this.#tree.delete(this.#chroot + path, ANY_VERSION).ok) {
        this.#written.delete(path)
        tally.deleted.push(path)
      } else tally.refused.push(path)
    }
  }
}
