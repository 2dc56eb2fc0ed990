/** One transition worth telling: a status that changed, a problem that began or ended. */
export interface ChangeRecord {
  /** Epoch ms. */
  readonly at: number
  /** Grows by one per change of one log. */
  readonly id: number
  readonly cluster: string
  /** Status after the change, in the vocabulary of the wire. */
  readonly status: string
  readonly text: string
  /** What it is about, so that a page of one broker or topic can pick its own. */
  readonly subject: ChangeSubject
}

export interface ChangeSubject {
  readonly broker?: number
  readonly topic?: string
}

/** The newest changes of one cluster, bounded; the oldest fall out. */
export class ChangeLog {
  readonly capacity: number
  #items: ChangeRecord[] = []
  #nextId = 1

  constructor(capacity = 500) {
    this.capacity = capacity
  }

  add(change: Omit<ChangeRecord, 'id'>): ChangeRecord {
    const record = { ...change, id: this.#nextId }
    this.#nextId += 1
    this.#items.push(record)
    if (this.#items.length > this.capacity) this.#items.splice(0, this.#items.length - this.capacity)
    return record
  }

  /** Newest first, at or after `sinceMs` (epoch ms). A change may be added later than it happened. */
  since(sinceMs: number): readonly ChangeRecord[] {
    return this.#items.filter((change) => change.at >= sinceMs).sort((a, b) => b.at - a.at || b.id - a.id)
  }
}

/** Since when each condition holds without a break. */
export class Onsets {
  #began = new Map<string, number>()

  /** Takes the conditions that hold at `now`; returns which began and which ended. */
  update(
    holding: Iterable<string>,
    now: number,
  ): { readonly began: readonly string[]; readonly ended: readonly string[] } {
    const current = new Set(holding)
    const began = [...current].filter((code) => !this.#began.has(code))
    const ended = [...this.#began.keys()].filter((code) => !current.has(code))
    for (const code of ended) this.#began.delete(code)
    for (const code of began) this.#began.set(code, now)
    return { began, ended }
  }

  /** Epoch ms; null when the condition does not hold. */
  of(code: string): number | null {
    return this.#began.get(code) ?? null
  }
}
