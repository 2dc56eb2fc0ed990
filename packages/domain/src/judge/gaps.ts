import type { ClusterFacts } from '../facts.ts'
import type { Failure, Gap } from '../failure.ts'
import type { Reading } from '../reading.ts'
import type { ClusterGap } from './judgement.ts'
import { listed } from './words.ts'

/** Every fact that cannot be shown, one entry per fact and reason, in the order of the readings. */
export function gapsOf(facts: ClusterFacts): readonly ClusterGap[] {
  const all: (Gap & { brokerId: number | null })[] = [
    ...registryGaps(facts),
    ...(facts.registry.value?.mode === 'zookeeper' ? [] : readingGaps('quorum', facts.quorum)),
    ...(facts.registry.value?.mode === 'zookeeper' ? readingGaps('zookeeper', facts.zookeeper) : []),
    ...readingGaps('metadata', facts.topology),
    ...[...facts.logDirs].flatMap(([id, reading]) => readingGaps('log-dirs', reading, id)),
    ...readingGaps('topic-configs', facts.topicConfigs),
    ...readingGaps('broker-configs', facts.brokerConfigs),
    ...readingGaps('end-offsets', facts.endOffsets),
  ]
  const groups = new Map<string, typeof all>()
  for (const gap of all) {
    const key = `${gap.fact} ${gap.failure.code} ${gap.needs ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), gap])
  }
  return [...groups.values()].map(merge)
}

/** Who controls is read with the list of brokers and again with the quorum: one refusal is told once. */
function registryGaps({ registry, quorum }: ClusterFacts) {
  const gaps = readingGaps('registry', registry)
  return quorum.failure === undefined ? gaps : gaps.filter(({ fact }) => fact !== 'controller')
}

function readingGaps(fact: string, reading: Reading<unknown>, brokerId: number | null = null) {
  const whole = reading.failure ? [{ fact, failure: reading.failure, brokerId }] : []
  return [...whole, ...reading.gaps.map((gap) => ({ ...gap, brokerId: gap.failure.brokerId ?? brokerId }))]
}

function merge(gaps: readonly (Gap & { brokerId: number | null })[]): ClusterGap {
  const [first] = gaps as [Gap & { brokerId: number | null }]
  const brokers = [...new Set(gaps.map(({ brokerId, failure }) => brokerId ?? failure.brokerId ?? -1))]
    .filter((id) => id >= 0)
    .sort((a, b) => a - b)
  const of = brokers.length === 0 ? '' : ` of ${brokers.length === 1 ? 'broker' : 'brokers'} ${listed(brokers, 6)}`
  return {
    fact: first.fact,
    text: `${FACTS[first.fact] ?? first.fact}${of}: ${plain(first.failure)}`,
    code: first.failure.code,
    brokers,
    needs: first.needs ?? null,
  }
}

function plain(failure: Failure): string {
  return failure.message.replace(/\.$/, '')
}

/** Facts in words that can start a sentence. */
const FACTS: Readonly<Record<string, string>> = {
  registry: 'List of brokers',
  controller: 'The controller',
  quorum: 'Controller quorum',
  zookeeper: 'ZooKeeper nodes',
  metadata: 'Topics and partitions',
  'log-dirs': 'Sizes and disks',
  'topic-configs': 'Topic settings',
  'broker-configs': 'Settings',
  'end-offsets': 'Message rates',
  reassignments: 'Running reassignments',
}
