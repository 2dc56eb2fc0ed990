import {
  type EndOffsetFacts,
  type Failure,
  type Gap,
  partitionRow,
  type RegistryFacts,
  type Topology,
  topicNumbers,
} from '@perigee/domain'
import type { Outcome } from '../../outcome.ts'
import { batches, inParallel } from '../batches.ts'
import { gap, mergeFailures } from '../gaps.ts'
import { kafkaFailure } from '../kafka-errors.ts'
import type { BrokerLink } from '../link/broker-link.ts'
import type { BrokerPool } from '../link/broker-pool.ts'
import { messageRates, totalRate } from '../message-rates.ts'
import { type ListOffsetsAnswer, listOffsets } from '../messages/list-offsets.ts'
import { createPause } from '../wire/pause.ts'

// Asks every leader for ListOffsets (latest) of the partitions it leads, some thousand at a time. A leader that does not
// answer is a gap and its rows stay unknown; whole failure only when no leader answers.

const BATCH = 4_000
/** Each question of thousands of partitions is put together in one piece: few at once leave room between them. */
const LEADERS_AT_ONCE = 6
const HELP = { permission: 'DESCRIBE on Topic', since: 'Kafka 0.10.1 or newer' }
const NO_OFFSET = -1n

export interface EndOffsetsQuestion {
  readonly registry: RegistryFacts
  readonly topology: Topology
  readonly previous: { readonly facts: EndOffsetFacts; readonly observedAt: number } | undefined
  /** Epoch ms. */
  readonly now: number
}

interface Harvest {
  readonly endOffset: BigInt64Array
  /** Kafka error code → how many partitions, and one of them. */
  readonly refused: Map<number, { count: number; example: string; peer: string }>
}

export async function readEndOffsets(
  pool: BrokerPool,
  ask: EndOffsetsQuestion,
  signal: AbortSignal,
): Promise<Outcome<EndOffsetFacts>> {
  const { topology, previous } = ask
  const harvest: Harvest = {
    endOffset: new BigInt64Array(topology.partitions.count).fill(NO_OFFSET),
    refused: new Map(),
  }
  const leaders = [...rowsByLeader(topology)].flatMap(([leader, rows]) => {
    const broker = ask.registry.brokers.find((b) => b.id === leader && b.registered)
    return broker ? [{ link: pool.broker(broker), rows }] : []
  })
  const failures = (
    await inParallel(leaders, LEADERS_AT_ONCE, (leader) => readLeader(leader, { topology, harvest }, signal))
  ).filter((failure) => failure !== null)
  if (leaders.length > 0 && failures.length === leaders.length) return { ok: false, failure: mergeFailures(failures) }
  const earlier = previous && { facts: previous.facts, elapsedMs: ask.now - previous.observedAt }
  const rates = await messageRates({ topology, endOffset: harvest.endOffset }, earlier, createPause())
  return {
    ok: true,
    value: {
      topology,
      endOffset: harvest.endOffset,
      messagesPerSecond: rates,
      totalMessagesPerSecond: totalRate(rates),
    },
    gaps: [...failures.map((failure) => gap('end-offsets', failure, HELP)), ...refusals(harvest)],
  }
}

function rowsByLeader(topology: Topology): Map<number, number[]> {
  const byLeader = new Map<number, number[]>()
  for (let row = 0; row < topology.partitions.count; row += 1) {
    const leader = topology.partitions.leader[row] as number
    if (leader < 0) continue
    const rows = byLeader.get(leader)
    if (rows) rows.push(row)
    else byLeader.set(leader, [row])
  }
  return byLeader
}

/** Stops at the first batch that fails: the broker would cost a whole deadline for each of the others. */
async function readLeader(
  leader: { readonly link: BrokerLink; readonly rows: readonly number[] },
  into: { readonly topology: Topology; readonly harvest: Harvest },
  signal: AbortSignal,
): Promise<Failure | null> {
  for (const rows of batches(leader.rows, BATCH)) {
    const query = { topology: into.topology, rows, timeoutMs: 2_000 }
    const answer = await leader.link.ask({ message: listOffsets, query, lane: 'bulk', signal })
    if (!answer.ok) return answer.failure
    reap(answer.value.value, into, leader.link.peer)
  }
  return null
}

function reap(answer: ListOffsetsAnswer, into: { topology: Topology; harvest: Harvest }, peer: string): void {
  const { topology, harvest } = into
  const numbers = topicNumbers(topology.topics)
  const [from, to] = [halvesOf(answer.offset), halvesOf(harvest.endOffset)]
  answer.topics.forEach((name, t) => {
    const topic = numbers.get(name)
    if (topic === undefined) return
    const first = topology.topics.firstRow[topic] as number
    for (let i = answer.firstRow[t] as number; i < (answer.firstRow[t + 1] as number); i += 1) {
      const partition = answer.partition[i] as number
      const error = answer.error[i] as number
      const row =
        topology.partitions.id[first + partition] === partition
          ? first + partition
          : partitionRow(topology, topic, partition)
      if (error === 0 && row >= 0) {
        to[2 * row] = from[2 * i] as number
        to[2 * row + 1] = from[2 * i + 1] as number
      }
      if (error === 0) continue
      const known = harvest.refused.get(error)
      if (known) known.count += 1
      else harvest.refused.set(error, { count: 1, example: `${name}-${partition}`, peer })
    }
  })
}

/** The same numbers as halves, so that copying one makes no object. */
function halvesOf({ buffer, byteOffset, length }: BigInt64Array): Int32Array {
  return new Int32Array(buffer, byteOffset, 2 * length)
}

function refusals(harvest: Harvest): Gap[] {
  return [...harvest.refused].map(([error, { count, example, peer }]) => {
    const failure = kafkaFailure(error, { peer, asked: 'ListOffsets' })
    const which = count === 1 ? example : `${count} partitions, ${example} among them`
    return gap('end-offsets', { ...failure, message: `${failure.message} (${which})` }, HELP)
  })
}
