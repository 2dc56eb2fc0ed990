// What the thread said of each target the last time: it repeats nothing that is as it was.
import type { Capability, NodeMetrics } from '@perigee/domain'
import type { PageRead, ScrapeAsk } from './messages.ts'

interface Known {
  keys: readonly string[]
  topics: readonly string[]
  capabilities: readonly Capability[]
}

const MOST_LISTS = 200

export class KnownPages {
  readonly #known = new Map<string, Known>()
  /** One string for one key, whatever the number of nodes. */
  readonly #names = new Map<string, string>()
  /** One list of capabilities for all nodes whose exporters tell the same. */
  readonly #capabilities = new Map<string, readonly Capability[]>()

  /** The whole of it; null when nobody asked (any more). */
  take(read: PageRead, ask: ScrapeAsk | null): NodeMetrics | null {
    const before = this.#known.get(read.key)
    const now: Known = {
      keys: read.keys === null ? (before?.keys ?? []) : this.#shared(read.keys),
      topics: read.topics === null ? (before?.topics ?? []) : this.#shared(read.topics),
      capabilities: read.capabilities === null ? (before?.capabilities ?? []) : this.#same(read.capabilities),
    }
    this.#known.set(read.key, now)
    if (ask === null) return null
    const count = now.topics.length
    const column = (at: number) => read.flows.subarray(at * count, (at + 1) * count)
    return {
      target: ask.target,
      source: 'exporter',
      naming: read.naming,
      looksLike: read.looksLike,
      values: new Map(now.keys.map((key, i) => [key, read.values[i] as number])),
      topics: { topics: now.topics, bytesIn: column(0), bytesOut: column(1), messagesIn: column(2) },
      capabilities: now.capabilities,
      cost: read.cost,
      notes: read.notes,
    }
  }

  forget(key: string): void {
    this.#known.delete(key)
    // Names of topics that are gone go with the last target.
    if (this.#known.size === 0) this.clear()
  }

  clear(): void {
    this.#known.clear()
    this.#names.clear()
    this.#capabilities.clear()
  }

  #same(capabilities: readonly Capability[]): readonly Capability[] {
    // What an exporter lacks changes with its rules: there are few such lists, but no more than these are kept.
    if (this.#capabilities.size >= MOST_LISTS) this.#capabilities.clear()
    const text = JSON.stringify(capabilities)
    const same = this.#capabilities.get(text) ?? capabilities
    this.#capabilities.set(text, same)
    return same
  }

  #shared(names: readonly string[]): readonly string[] {
    return names.map((name) => {
      const same = this.#names.get(name)
      if (same !== undefined) return same
      this.#names.set(name, name)
      return name
    })
  }
}
