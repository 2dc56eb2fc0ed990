// One function per loop: ask, put the answer into the book, report to the loop. Nothing throws for what a peer does.
import type { EndOffsetFacts, Failure, RegistryFacts, Topology } from '@perigee/domain'
import type { Outcome } from '@perigee/sources'
import type { ClusterBook, ReadingName } from '../facts/cluster-book.ts'
import type { RunContext, RunReport } from './loop.ts'
import type { ClusterSources } from './sources.ts'

export interface ReadParts {
  readonly book: ClusterBook
  readonly sources: ClusterSources
  /** Connect string from the configuration, null = not told. */
  readonly zookeeper: string | null
}

type Read = (context: RunContext) => Promise<RunReport>

/** Codes that mean time went by waiting for somebody who was not there. */
const WAITING = new Set<Failure['code']>(['timeout', 'connect-timeout', 'closed', 'refused', 'dns'])

export function topologyRead({ book, sources }: ReadParts): Read {
  return needing(book, 'topology', async (registry, context) => {
    const prefer = book.facts.topology.value?.topology.fromBroker
    const outcome = await sources.kafka.readTopology(registry, prefer, context.signal)
    return settle(book, 'topology', outcome, context)
  })
}

/** Only KRaft has this quorum. */
export function quorumRead({ book, sources }: ReadParts): Read {
  return needing(book, 'quorum', async (registry, context) => {
    if (registry.mode === 'zookeeper') return idle('ZooKeeper mode has no KRaft quorum')
    return settle(book, 'quorum', await sources.kafka.readQuorum(registry, context.signal), context)
  })
}

export function topicConfigsRead({ book, sources }: ReadParts): Read {
  return needing(book, 'topicConfigs', async (registry, context) => {
    const topology = book.facts.topology.value?.topology
    if (topology === undefined) return blocked(book, 'topicConfigs', context, 'the list of topics is not known yet')
    const previous = book.facts.topicConfigs.value
    const outcome = await sources.kafka.readTopicConfigs(registry, topology.topics.names, previous, context.signal)
    return settle(book, 'topicConfigs', outcome, context)
  })
}

export function brokerConfigsRead({ book, sources }: ReadParts): Read {
  return needing(book, 'brokerConfigs', async (registry, context) =>
    settle(book, 'brokerConfigs', await sources.kafka.readBrokerConfigs(registry, context.signal), context),
  )
}

export function endOffsetsRead({ book, sources }: ReadParts): Read {
  return needing(book, 'endOffsets', async (registry, context) => {
    const topology = book.facts.topology.value?.topology
    if (topology === undefined) return blocked(book, 'endOffsets', context, 'the list of topics is not known yet')
    const outcome = await readEndOffsets({ book, sources, registry, topology, context })
    return settle(book, 'endOffsets', outcome, context)
  })
}

function readEndOffsets(of: {
  book: ClusterBook
  sources: ClusterSources
  registry: RegistryFacts
  topology: Topology
  context: RunContext
}): Promise<Outcome<EndOffsetFacts>> {
  const { value, observedAt } = of.book.facts.endOffsets
  const previous = value === undefined || observedAt === undefined ? undefined : { facts: value, observedAt }
  const { signal, startedAt } = of.context
  return of.sources.kafka.readEndOffsets(of.registry, of.topology, previous, startedAt, signal)
}

export function logDirsRead({ book, sources }: ReadParts, brokerId: number): Read {
  return async (context) => {
    const broker = book.remembered.get(brokerId)
    if (broker === undefined) return idle('the broker has left the cluster')
    const outcome = await sources.kafka.readLogDirs(broker, context.signal)
    const { startedAt, intervalMs } = context
    if (!context.signal.aborted) {
      if (outcome.ok)
        book.succeedLogDirs(brokerId, { value: outcome.value, gaps: outcome.gaps, observedAt: startedAt, intervalMs })
      else book.failLogDirs(brokerId, { failure: outcome.failure, attemptedAt: startedAt, intervalMs })
    }
    return report(outcome)
  }
}

/** The address comes from the configuration, else from what brokers say they are configured with. */
export function zookeeperRead({ book, sources, zookeeper }: ReadParts): Read {
  return async (context) => {
    const registry = book.facts.registry.value
    if (zookeeper === null && registry?.mode === 'kraft') return idle('KRaft mode has no ZooKeeper')
    const connect = zookeeper ?? registry?.zookeeperConnect ?? null
    if (connect === null) {
      if (registry === undefined) return blocked(book, 'zookeeper', context, 'its address is not known yet')
      return idle('no broker told the ZooKeeper address; set zookeeper in the configuration')
    }
    return settle(book, 'zookeeper', await sources.readZooKeeper(connect, context.signal), context)
  }
}

/** The same address, in depth: a session of ours and what nodes tell beyond `srvr`. */
export function ensembleRead({ book, sources, zookeeper }: ReadParts): Read {
  return async (context) => {
    const registry = book.facts.registry.value
    if (zookeeper === null && registry?.mode === 'kraft') return idle('KRaft mode has no ZooKeeper')
    const connect = zookeeper ?? registry?.zookeeperConnect ?? null
    if (sources.ensemble === null || connect === null) return idle('no ZooKeeper address is known')
    return settle(book, 'ensemble', await sources.ensemble.read(connect, context.signal), context)
  }
}

function needing(
  book: ClusterBook,
  name: ReadingName,
  run: (registry: RegistryFacts, context: RunContext) => Promise<RunReport>,
): Read {
  return async (context) => {
    const registry = book.facts.registry.value
    return registry === undefined
      ? blocked(book, name, context, 'the list of brokers is not known yet')
      : run(registry, context)
  }
}

/** Puts an answer into the book. After an abort the deadline has spoken already, or the console is stopping. */
function settle<N extends ReadingName>(
  book: ClusterBook,
  name: N,
  outcome: Outcome<Exclude<ClusterBook['facts'][N]['value'], undefined>>,
  context: RunContext,
): RunReport {
  const { startedAt, intervalMs, signal } = context
  if (!signal.aborted) {
    if (outcome.ok) book.succeed(name, { value: outcome.value, gaps: outcome.gaps, observedAt: startedAt, intervalMs })
    else book.fail(name, { failure: outcome.failure, attemptedAt: startedAt, intervalMs })
  }
  return report(outcome)
}

export function report(outcome: Outcome<unknown>): RunReport {
  if (!outcome.ok) return { failure: outcome.failure, gaps: [], waited: true }
  return { failure: null, gaps: outcome.gaps, waited: outcome.gaps.some((gap) => WAITING.has(gap.failure.code)) }
}

function idle(idleReason: string): RunReport {
  return { failure: null, gaps: [], waited: true, idleReason }
}

function blocked(book: ClusterBook, name: ReadingName, context: RunContext, message: string): RunReport {
  const failure: Failure = { code: 'blocked', message, peer: book.facts.name, retryable: true }
  book.fail(name, { failure, attemptedAt: context.startedAt, intervalMs: context.intervalMs })
  return { failure, gaps: [], waited: true }
}
