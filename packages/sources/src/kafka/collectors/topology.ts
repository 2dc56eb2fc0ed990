import type { Failure, Gap, Reassignment, RegistryFacts, Topology, TopologyFacts } from '@perigee/domain'
import type { Outcome } from '../../outcome.ts'
import { gap, mergeFailures } from '../gaps.ts'
import { firstAnswer } from '../hedge.ts'
import type { BrokerLink } from '../link/broker-link.ts'
import type { BrokerPool } from '../link/broker-pool.ts'
import { listPartitionReassignments } from '../messages/list-partition-reassignments.ts'
import { topicMetadata } from '../messages/metadata.ts'
import type { TopicsPart } from '../messages/metadata-topics.ts'
import { topicCounts } from '../messages/topic-counts.ts'
import { bad, good, type Result } from '../result.ts'
import { answering } from './askable.ts'

// Asks one broker for Metadata of all topics, the controller for running reassignments, and one other broker for its
// metadata, of which only the counts are kept: brokers can disagree for minutes after big changes.

export interface TopologyOptions {
  readonly prefer: number | undefined
  /** Picks the broker of the cross-check; grows by one each run. */
  readonly turn: number
  /** Partitions of the last answer, 0 before the first: counting them at a second broker costs as much as reading them. */
  readonly lastPartitions: number
  readonly requestTimeoutMs: number
}

/** Long enough that a broker under load keeps its place: changing brokers mixes two views of the cluster. */
const HEDGE_MS = 1_500

export async function readTopology(
  pool: BrokerPool,
  ask: { readonly registry: RegistryFacts; readonly options: TopologyOptions },
  signal: AbortSignal,
): Promise<Outcome<TopologyFacts>> {
  const { registry, options } = ask
  const links = answering(pool, registry, options.prefer ?? registry.fromBroker)
  const [metadata, reassignments, counts] = await Promise.all([
    firstAnswer(links.slice(0, 3), (link) => readMetadata(link, signal), HEDGE_MS),
    readReassignments(pool, ask, signal),
    readOtherCounts(pool, ask, signal),
  ])
  if (!metadata.ok) return { ok: false, failure: mergeFailures(metadata.failures) }
  const fromBroker = metadata.from.brokerId ?? -1
  const { topology } = metadata.value
  return {
    ok: true,
    value: {
      topology: { ...topology, fromBroker },
      reassignments: reassignments.ok ? reassignments.value : null,
      countsByBroker: new Map([[fromBroker, [topology.topics.count, topology.partitions.count]], ...counts]),
    },
    gaps: reassignments.ok ? [] : [reassignmentGap(reassignments), ...hiddenTopics(topology, reassignments.failure)],
  }
}

/** An error of the whole comes with no topics: taken for an answer it would say that there are none. */
async function readMetadata(link: BrokerLink, signal: AbortSignal): Promise<Result<TopicsPart>> {
  const answer = await link.ask({ message: topicMetadata, query: undefined, lane: 'bulk', signal })
  if (!answer.ok) return answer
  const { value } = answer.value
  return value.error === 0 ? good(value) : bad(link.refused(value.error, 'Metadata'))
}

async function readReassignments(
  pool: BrokerPool,
  ask: { readonly registry: RegistryFacts; readonly options: TopologyOptions },
  signal: AbortSignal,
): Promise<Result<readonly Reassignment[]>> {
  const { registry, options } = ask
  const controller = registry.brokers.find((b) => b.id === registry.controllerId)
  // In ZooKeeper mode only the controller knows; in KRaft mode every broker passes the question on.
  const link =
    registry.mode === 'zookeeper'
      ? controller && pool.broker(controller)
      : answering(pool, registry, options.prefer ?? registry.fromBroker)[0]
  if (!link)
    return bad({
      code: 'blocked',
      message: 'there is no active controller to ask',
      peer: 'controller',
      retryable: true,
    })
  const query = { timeoutMs: options.requestTimeoutMs }
  const answer = await link.ask({ message: listPartitionReassignments, query, lane: 'forwarded', signal })
  if (!answer.ok) return answer
  const { error, errorMessage, reassignments } = answer.value.value
  if (error === 0) return good(reassignments)
  return bad(link.refused(error, 'ListPartitionReassignments', errorMessage))
}

/** A second opinion each time is for clusters of usual size; at 100,000 partitions every fifth time has to do. */
const PARTITIONS_A_TURN = 20_000

/** One other answering broker per run, in turn. No gap when it fails: the registry tells whether it lives. */
async function readOtherCounts(
  pool: BrokerPool,
  ask: { readonly registry: RegistryFacts; readonly options: TopologyOptions },
  signal: AbortSignal,
): Promise<readonly (readonly [number, readonly [number, number]])[]> {
  const every = Math.max(1, Math.floor(ask.options.lastPartitions / PARTITIONS_A_TURN))
  if (ask.options.turn % every !== 0) return []
  const prefer = ask.options.prefer ?? ask.registry.fromBroker
  const others = ask.registry.brokers
    .filter((b) => b.id !== prefer && b.answered === true && b.registered && b.fenced !== true)
    .sort((a, b) => a.id - b.id)
  const other = others[(ask.options.turn / every) % Math.max(1, others.length)]
  if (!other) return []
  const answer = await pool.broker(other).ask({ message: topicCounts, query: undefined, lane: 'bulk', signal })
  if (!answer.ok || answer.value.value.error !== 0) return []
  return [[other.id, [answer.value.value.topics, answer.value.value.partitions]]]
}

function reassignmentGap(refused: { readonly failure: Parameters<typeof gap>[1] }): Gap {
  return gap('reassignments', refused.failure, { permission: 'DESCRIBE on Cluster', since: 'Kafka 2.4 or newer' })
}

/**
 * Metadata leaves out topics that the principal may not describe, without a word. None at all from a broker that also
 * refuses us the cluster means "not permitted" rather than "no topics".
 */
function hiddenTopics(topology: Topology, refusal: Failure): Gap[] {
  if (topology.topics.count > 0 || refusal.code !== 'forbidden') return []
  const message = 'the broker lists only topics that we may describe, and lists none'
  return [gap('metadata', { ...refusal, message }, { permission: 'DESCRIBE on Topic' })]
}
