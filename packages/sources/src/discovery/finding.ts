import type { Failure } from '@perigee/domain'
import type { DiscoveredTarget } from '../metrics/source.ts'

/** What one discovery told, and what of it was no use. */
export interface Finding {
  readonly targets: readonly DiscoveredTarget[]
  /** Entries without an address that could be asked; as written. */
  readonly unusable: readonly string[]
}

/** One way to find exporters. */
export interface Finder {
  /** Of the gap it leaves: `discovery-file`. */
  readonly fact: string
  /** Whom it asks, for failures about the answer as a whole. */
  readonly peer: string
  find(
    signal: AbortSignal,
  ): Promise<{ readonly ok: true; readonly value: Finding } | { readonly ok: false; readonly failure: Failure }>
}

/** Splits what labels made of the entries. */
export function findingOf(entries: readonly (readonly [written: string, target: DiscoveredTarget | null])[]): Finding {
  return {
    targets: entries.flatMap(([, target]) => target ?? []),
    unusable: entries.flatMap(([written, target]) => (target === null ? [written] : [])),
  }
}
