import type { ConfigEntry, Failure, Gap, RegistryFacts, TopicConfigFacts } from '@perigee/domain'
import type { Outcome } from '../../outcome.ts'
import { batches, inParallel } from '../batches.ts'
import { configEntries, createEntryPool } from '../config-entries.ts'
import { gap, mergeFailures } from '../gaps.ts'
import { firstAnswer } from '../hedge.ts'
import { kafkaFailure } from '../kafka-errors.ts'
import type { BrokerLink } from '../link/broker-link.ts'
import type { BrokerPool } from '../link/broker-pool.ts'
import {
  type DescribedConfig,
  type DescribedResource,
  describeConfigs,
  TOPIC_RESOURCE,
} from '../messages/describe-configs.ts'
import { bad, good, type Result } from '../result.ts'
import { answering } from './askable.ts'

// Asks for DescribeConfigs of topics, some hundred at a time, spread over the brokers that answer (any of them knows).
// A refused topic or a lost batch is a gap; whole failure only when no batch was answered.

/** Topics in one request: some 3 MB of answer with all their keys. */
const BATCH = 500
const BATCHES_AT_ONCE = 2
const HEDGE_MS = 2_000

const HELP = { permission: 'DESCRIBE_CONFIGS on Topic', since: 'Kafka 1.1 or newer' }

export interface TopicConfigsQuestion {
  readonly registry: RegistryFacts
  readonly topics: readonly string[]
  readonly previous: TopicConfigFacts | undefined
}

interface Batch {
  readonly peer: string
  readonly resources: readonly DescribedResource[]
}

export async function readTopicConfigs(
  pool: BrokerPool,
  ask: TopicConfigsQuestion,
  signal: AbortSignal,
): Promise<Outcome<TopicConfigFacts>> {
  const links = answering(pool, ask.registry, undefined)
  const answers = await inParallel(batches(ask.topics, BATCH), BATCHES_AT_ONCE, (names, turn) =>
    readBatch(rotated(links, turn).slice(0, 3), names, signal),
  )
  const failures = answers.flatMap((answer) => (answer.ok ? [] : [answer.failure]))
  const read = answers.flatMap((answer) => (answer.ok ? [answer.value] : []))
  if (read.length === 0 && failures.length > 0) return { ok: false, failure: mergeFailures(failures) }
  const lost = failures.map((failure) => gap('topic-configs', failure, HELP))
  return { ok: true, value: { byTopic: collect(read, ask.previous) }, gaps: [...refused(read), ...lost] }
}

async function readBatch(
  links: readonly BrokerLink[],
  names: readonly string[],
  signal: AbortSignal,
): Promise<Result<Batch>> {
  const query = { resourceType: TOPIC_RESOURCE, names, keys: null }
  const asked = await firstAnswer(
    links,
    (link) => link.ask({ message: describeConfigs, query, lane: 'bulk', signal }),
    HEDGE_MS,
  )
  return asked.ok ? good({ peer: asked.from.peer, resources: asked.value.value }) : bad(mergeFailures(asked.failures))
}

function collect(read: readonly Batch[], previous: TopicConfigFacts | undefined): Map<string, readonly ConfigEntry[]> {
  const pool = createEntryPool(previous?.byTopic.values() ?? [])
  const converted = new Map<readonly DescribedConfig[], readonly ConfigEntry[]>()
  const byTopic = new Map<string, readonly ConfigEntry[]>()
  for (const { resources } of read) {
    for (const resource of resources) {
      if (resource.error !== 0) continue
      const entries = converted.get(resource.configs) ?? pool.share(configEntries(resource.configs))
      converted.set(resource.configs, entries)
      byTopic.set(resource.name, entries)
    }
  }
  return byTopic
}

/** UNKNOWN_TOPIC_OR_PARTITION: the topic was deleted since the topology was read. That is no gap. */
const GONE = 3

/** One gap for each error code, not for each topic: without the permission that would be all of them. */
function refused(read: readonly Batch[]): Gap[] {
  const byCode = new Map<number, { failure: Failure; topics: string[] }>()
  for (const { peer, resources } of read) {
    for (const { error, errorMessage, name } of resources) {
      if (error === 0 || error === GONE) continue
      const known = byCode.get(error)
      if (known) known.topics.push(name)
      else
        byCode.set(error, {
          failure: kafkaFailure(error, { peer, asked: 'DescribeConfigs', detail: errorMessage }),
          topics: [name],
        })
    }
  }
  return [...byCode.values()].map(({ failure, topics }) => {
    const which = topics.length === 1 ? `topic ${topics[0]}` : `${topics.length} topics, ${topics[0]} among them`
    return gap('topic-configs', { ...failure, message: `${failure.message} (${which})` }, HELP)
  })
}

function rotated<T>(items: readonly T[], by: number): T[] {
  const at = items.length === 0 ? 0 : by % items.length
  return [...items.slice(at), ...items.slice(0, at)]
}
