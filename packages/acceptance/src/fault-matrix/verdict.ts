// What became of a reading, in the words of the tables.
import { hash } from 'node:crypto'
import type { BrokerFact, EndOffsetFacts, Failure, QuorumFacts, RegistryFacts, TopologyFacts } from '@perigee/domain'
import type { Outcome } from '@perigee/sources'
import type { CollectorName } from './collectors.ts'

/** `ok`, the code of a whole failure, `gap:code`, or `row:code` when only a broker's own row tells of it. */
export function verdictOf(collector: CollectorName, outcome: Outcome<unknown>): string {
  if (!outcome.ok) return outcome.failure.code
  const codes = new Set(outcome.gaps.map(({ failure }) => failure.code))
  if (codes.size > 0) return [...codes].map((code) => `gap:${code}`).join(' ')
  const silent = collector === 'registry' ? (outcome.value as RegistryFacts).brokers.find(isSilent) : undefined
  return silent === undefined ? 'ok' : `row:${silent.failure?.code}`
}

function isSilent({ answered }: BrokerFact): boolean {
  return answered !== true
}

/** Every failure that the reading tells of. */
export function failuresOf(collector: CollectorName, outcome: Outcome<unknown>): readonly Failure[] {
  if (!outcome.ok) return [outcome.failure]
  const gaps = outcome.gaps.map(({ failure }) => failure)
  if (collector !== 'registry') return gaps
  return [...gaps, ...(outcome.value as RegistryFacts).brokers.flatMap(({ failure }) => failure ?? [])]
}

/** A fingerprint of the part of a reading that broker 1 has no share in, for comparing it with a healthy one. */
export function fingerprintOfOthers(collector: CollectorName, value: unknown): string {
  return hash('sha1', JSON.stringify(partOfOthers(collector, value), plainly))
}

/** Columns by their content, numbers of any width by their digits. */
function plainly(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  if (value instanceof Map) return [...value]
  return ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<unknown>) : value
}

function partOfOthers(collector: CollectorName, value: unknown): unknown {
  switch (collector) {
    case 'registry':
      return (value as RegistryFacts).brokers
        .filter(({ id }) => id !== 1)
        .map(({ latencyMs, ...rest }) => ({ ...rest, hasLatency: latencyMs !== null }))
    case 'topology': {
      const { topics, partitions } = (value as TopologyFacts).topology
      return { topics, partitions }
    }
    case 'broker-configs':
      return new Map([...(value as { byBroker: Map<number, unknown> }).byBroker].filter(([id]) => id !== 1))
    case 'quorum': {
      const { voters, observers, ...quorum } = value as QuorumFacts
      return { ...quorum, members: [...voters, ...observers].filter(({ id }) => id !== 1) }
    }
    case 'end-offsets': {
      const { topology, endOffset } = value as EndOffsetFacts
      return [...endOffset].filter((_, row) => topology.partitions.leader[row] !== 1)
    }
    default:
      return value
  }
}
