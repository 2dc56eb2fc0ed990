import type { Act } from './act.ts'
import type { Duration } from './duration.ts'

/** One thing that happens, `at` after the start; it holds `for` so long, without that until the scenario heals. */
export type Step = Act & {
  readonly at: Duration
  readonly for?: Duration
  /** What happens, in a sentence. */
  readonly says: string
}

/** `severe`: data cannot be read or written, or may be lost. The story never has two of those at once. */
export type Severity = 'notable' | 'mild' | 'severe'

/** Something that goes wrong in one cluster, step by step, and heals. */
export interface Scenario {
  /** As it stands in addresses: `broker-3-dies`. */
  readonly name: string
  readonly title: string
  /** What happens, and what the pages should show. */
  readonly text: string
  readonly cluster: string
  /** Path of the page on which it shows best. */
  readonly href: string
  readonly severity: Severity
  /** After so long everything that still holds is let go. */
  readonly lasts: Duration
  readonly steps: readonly Step[]
}
