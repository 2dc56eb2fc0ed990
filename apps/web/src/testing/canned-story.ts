import type { Envelope, FailureWire } from '@perigee/contract'

// Canned answers for drawing pages without a server and for component tests. Development only: nothing of the build
// imports this folder.

export const STORIES = ['healthy', 'broken', 'no-data', 'many', 'first-run'] as const
export type Story = (typeof STORIES)[number]

export interface Canned {
  readonly story: Story
  readonly nowMs: number
  /** Clock time `minutes` ago, UTC, as sentences write it. */
  readonly clock: (minutes: number) => string
}

export function cannedAt(story: Story, nowMs: number): Canned {
  return { story, nowMs, clock: (minutes) => new Date(nowMs - minutes * 60_000).toISOString().slice(11, 16) }
}

export function ago(canned: Canned, ms: number): string {
  return new Date(canned.nowMs - ms).toISOString()
}

export function answer<T>(
  canned: Canned,
  data: T,
  agedMs: number | null = 8_000,
  failures: FailureWire[] = [],
): Envelope<T> {
  return {
    data,
    freshness: {
      observedAt: agedMs === null ? null : ago(canned, agedMs),
      ageMs: agedMs,
      expectedIntervalMs: 10_000,
      state: agedMs === null ? 'never' : agedMs <= 20_000 ? 'fresh' : agedMs <= 50_000 ? 'late' : 'lost',
      failures,
    },
  }
}
