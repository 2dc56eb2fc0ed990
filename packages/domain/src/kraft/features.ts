// Finalized features in words: what is agreed on, and what raising it would enable.
import type { FeatureFact } from '../facts.ts'
import { levelsBetween, metadataLevel } from './metadata-versions.ts'

export interface FeatureStanding {
  readonly name: string
  readonly level: number | null
  readonly supportedMax: number
  /** `4.1-IV1`, `on`, `2 of 2`. */
  readonly words: string
  /** What the highest level that every node supports would bring, in words; empty = nothing, or it is the highest. */
  readonly enables: readonly string[]
  /** Said with what it enables: whether there is a way back. Null: there is nothing to raise. */
  readonly wayBack: string | null
}

/** What a level of the other features means (Feature.java and the classes it names). */
const MEANINGS: Readonly<Record<string, readonly string[]>> = {
  'kraft.version': ['voters are fixed by the configuration', 'voters can be added and removed while running (KIP-853)'],
  'transaction.version': [
    'transactions as ever',
    'transactions may be written in a flexible format',
    'each transaction has an epoch of its own, which guards against hanging ones (KIP-890)',
  ],
  'group.version': ['classic groups only', 'the consumer group protocol (KIP-848)'],
  'eligible.leader.replicas.version': [
    'a partition without ISR waits, or is led uncleanly',
    'replicas that fell out of the ISR with all committed data can lead (KIP-966)',
  ],
  'share.version': ['no share groups', 'share groups (KIP-932)'],
  'streams.version': ['no streams groups', 'streams groups (KIP-1071)'],
}

export function featureStanding({ name, finalizedLevel, supportedMax }: FeatureFact): FeatureStanding {
  const base = { name, level: finalizedLevel, supportedMax }
  if (name === 'metadata.version') return { ...base, ...metadataStanding(finalizedLevel, supportedMax) }
  const meanings = MEANINGS[name]
  const now = finalizedLevel ?? 0
  const words = meanings?.[now] ?? (finalizedLevel === null ? 'not set' : `level ${finalizedLevel}`)
  const more = meanings?.slice(now + 1, supportedMax + 1) ?? []
  const wayBack = supportedMax > now ? `kafka-features.sh upgrade --feature ${name}=${supportedMax}` : null
  return { ...base, words, enables: more, wayBack }
}

function metadataStanding(level: number | null, supportedMax: number) {
  if (level === null) return { words: 'not set', enables: [], wayBack: null }
  const words = metadataLevel(level)?.name ?? `level ${level}, newer than this console`
  if (level >= supportedMax) return { words, enables: [], wayBack: null }
  const through = levelsBetween(level, supportedMax)
  const enables = through.flatMap((step) => (step.enables === '' ? [] : [`${step.name}: ${step.enables}`]))
  const last = through.findLast((step) => step.isOneWay)
  const unknown = through.length < supportedMax - level
  const wayBack = last
    ? `From ${last.name} on there is no way back below it.`
    : unknown
      ? 'Whether there is a way back is not known to this console.'
      : 'It can be lowered again.'
  return { words, enables, wayBack }
}
