// What holds for a while: a single reading is a moment, two in a row are a state.
import type { Status } from '../status.ts'
import { findWhys } from './find-whys.ts'
import type { WhyScene } from './look.ts'
import type { Why, WhyFinding } from './why.ts'

/** Readings in a row before it is told, and without it before it is over. */
export const READINGS_TO_TELL = 2
export const READINGS_TO_FORGET = 2

interface Held {
  readonly finding: WhyFinding
  /** Of the first reading that showed it, epoch ms. */
  readonly since: number
  /** Of the newest reading of its broker that was taken in, epoch ms. */
  readonly observedAt: number
  readonly readings: number
  readonly misses: number
}

/** What is carried from one look to the next; opaque. */
export type WhyMemory = ReadonlyMap<string, Held>

export const NO_WHYS: WhyMemory = new Map()

/**
 * Takes one look in. Looks between two readings of the same broker count once; a broker whose exporter is silent has its
 * reasons dropped: an old reason is none of now.
 */
export function advanceWhys(
  memory: WhyMemory,
  scene: WhyScene,
): { readonly memory: WhyMemory; readonly whys: readonly Why[] } {
  const found = new Map(findWhys(scene).map((finding) => [keyOf(finding), finding]))
  const next = new Map<string, Held>()
  for (const [key, finding] of found) {
    const observedAt = observedAtOf(scene, finding.broker)
    if (observedAt !== null) next.set(key, again(memory.get(key), finding, observedAt))
  }
  for (const [key, held] of memory) {
    if (found.has(key)) continue
    const kept = missed(held, observedAtOf(scene, held.finding.broker))
    if (kept !== null) next.set(key, kept)
  }
  return { memory: next, whys: [...next.values()].filter(({ readings }) => readings >= READINGS_TO_TELL).map(whyOf) }
}

/** Leaders that wait for one follower may change from reading to reading: the reason is the same. */
function keyOf({ code, broker, culprit }: WhyFinding): string {
  return code === 'slow-follower' ? `${code}/${culprit}` : code === 'zookeeper-slow' ? code : `${code}/${broker}`
}

function observedAtOf({ brokers, controllers }: WhyScene, id: number): number | null {
  return [...brokers, ...controllers].find((node) => node.id === id)?.observedAt ?? null
}

function again(held: Held | undefined, finding: WhyFinding, observedAt: number): Held {
  if (held === undefined) return { finding, since: observedAt, observedAt, readings: 1, misses: 0 }
  const isNew = observedAt > held.observedAt
  return {
    finding,
    since: held.since,
    observedAt: Math.max(held.observedAt, observedAt),
    readings: held.readings + (isNew ? 1 : 0),
    misses: 0,
  }
}

function missed(held: Held, observedAt: number | null): Held | null {
  if (observedAt === null) return null
  if (observedAt <= held.observedAt) return held
  const misses = held.misses + 1
  if (held.readings < READINGS_TO_TELL || misses >= READINGS_TO_FORGET) return null
  return { ...held, observedAt, misses }
}

function whyOf({ finding, since }: Held): Why {
  return { ...finding, status: statusOf(finding), since }
}

/** Quotas do what they were set for. */
function statusOf({ code }: WhyFinding): Status {
  return code === 'throttled' || code === 'recovering' ? 'busy' : 'warning'
}
