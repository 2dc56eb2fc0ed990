import type { BrokerFact, Failure, FeatureFact, Gap, RegistryFacts } from '@perigee/domain'
import type { Outcome } from '../../outcome.ts'
import { clusterMode } from '../cluster-mode.ts'
import { gap, mergeFailures } from '../gaps.ts'
import { firstAnswer } from '../hedge.ts'
import { addressOf } from '../link/address.ts'
import type { BrokerLink, Pong } from '../link/broker-link.ts'
import type { BrokerPool } from '../link/broker-pool.ts'
import type { ApiVersionsAnswer } from '../messages/api-versions.ts'
import { describeCluster } from '../messages/describe-cluster.ts'
import { clusterMetadata, type ListedBroker } from '../messages/metadata.ts'
import { inferRelease } from '../releases.ts'
import { bad, good, type Result } from '../result.ts'
import { readQuorumPartition } from './quorum.ts'
import { readZooKeeperConnect } from './zookeeper-connect.ts'

// Asks one broker who belongs to the cluster (DescribeCluster v2, else Metadata without topics), then every broker for
// ApiVersions at the same time. Whole failure only when no address answers.

interface Roll {
  readonly clusterId: string | null
  /** −1 = none told. Meaningful in ZooKeeper mode only. */
  readonly controllerId: number
  readonly brokers: readonly (ListedBroker & { readonly fenced: boolean | null })[]
  readonly offers: ApiVersionsAnswer | null
}

export async function readRegistry(
  pool: BrokerPool,
  known: readonly BrokerFact[],
  signal: AbortSignal,
): Promise<Outcome<RegistryFacts>> {
  const asked = await firstAnswer(candidates(pool, known), (link) => readRoll(link, signal))
  if (!asked.ok) return { ok: false, failure: mergeFailures(asked.failures) }
  const { value: roll, from: link } = asked
  const gone = departed(roll, known)
  const everyone = [...roll.brokers, ...gone]
  pool.keepOnly(new Set(everyone.map((b) => addressOf(b.host, b.port).address)))
  const [controller, source, pongs] = await Promise.all([
    readController(link, roll, signal),
    readSource(pool, { roll, link }, signal),
    Promise.all(everyone.map((b) => pool.broker(b).ping(signal))),
  ])
  const ponged = everyone.map((broker, i): Ponged => [broker, pongs[i] as Result<Pong>])
  const brokers = brokerFacts(pool, roll, ponged)
  const apis = brokers.flatMap((b) => (b.apis ? [b.apis] : []))
  const mode = clusterMode(apis.length > 0 ? apis : roll.offers ? [roll.offers.apis] : [])
  if (!mode) return { ok: false, failure: modeUnknown(link) }
  return {
    ok: true,
    value: {
      clusterId: roll.clusterId,
      mode,
      controllerId: controller.id,
      fromBroker: source.brokerId,
      brokers: brokers.sort((a, b) => a.id - b.id),
      features: features(link.offers),
      zookeeperConnect: source.zookeeperConnect,
    },
    gaps: [...controller.gaps, ...source.gaps],
  }
}

type Ponged = readonly [ListedBroker, Result<Pong>]

function brokerFacts(pool: BrokerPool, roll: Roll, ponged: readonly Ponged[]): BrokerFact[] {
  const reachable = advertisedReachable(pool, ponged)
  return ponged.map(([broker, pong]) => {
    const listed = roll.brokers.find((b) => b.id === broker.id)
    const fact = brokerFact({ ...broker, fenced: listed?.fenced ?? null }, pong)
    const named = reachable || !fact.failure ? fact : { ...fact, failure: advertised(pool, broker, fact.failure) }
    return listed ? named : { ...named, registered: false }
  })
}

/** Brokers that answered last first, then the other known ones, then bootstrap addresses; each address once. */
function candidates(pool: BrokerPool, known: readonly BrokerFact[]): BrokerLink[] {
  const byLife = [...known].sort((a, b) => Number(b.answered === true) - Number(a.answered === true))
  const links = [...byLife.map((b) => pool.broker(b)), ...pool.bootstrap.map((address) => pool.at(address))]
  return [...new Set(links)]
}

async function readRoll(link: BrokerLink, signal: AbortSignal): Promise<Result<Roll>> {
  const fenced = await link.ask({ message: describeCluster, query: undefined, lane: 'quick', signal })
  if (fenced.ok && fenced.value.value.error === 0) {
    const { clusterId, brokers } = fenced.value.value
    return good({ clusterId, brokers, controllerId: -1, offers: link.offers })
  }
  if (!fenced.ok && fenced.failure.code !== 'unsupported') return fenced
  const metadata = await link.ask({ message: clusterMetadata, query: undefined, lane: 'quick', signal })
  if (!metadata.ok) return metadata
  const { brokers, clusterId, controllerId, error } = metadata.value.value
  if (error !== 0) return bad(link.refused(error, 'Metadata'))
  if (brokers.length === 0) return bad(emptyRoll(link))
  return good({ clusterId, controllerId, brokers: brokers.map((b) => ({ ...b, fenced: null })), offers: link.offers })
}

/**
 * Which broker gave the roll, and what it says of ZooKeeper. A bootstrap address may differ from every advertised one (a
 * load balancer, a tunnel): then an advertised address that gives the same roll lends its name. −1 when there is none.
 */
async function readSource(
  pool: BrokerPool,
  first: { readonly roll: Roll; readonly link: BrokerLink },
  signal: AbortSignal,
): Promise<{ brokerId: number; zookeeperConnect: string | null; gaps: readonly Gap[] }> {
  const { roll } = first
  const match = roll.brokers.find((b) => addressOf(b.host, b.port).address === first.link.address)
  const link = match ? first.link : await sameRoll(pool, roll, signal)
  const brokerId = match?.id ?? link?.brokerId ?? -1
  if (!link) return { brokerId, zookeeperConnect: null, gaps: [] }
  const zookeeper = await readZooKeeperConnect(link, { brokerId, offers: roll.offers }, signal)
  return { brokerId, zookeeperConnect: zookeeper.value, gaps: zookeeper.gaps }
}

async function sameRoll(pool: BrokerPool, roll: Roll, signal: AbortSignal): Promise<BrokerLink | null> {
  const links = roll.brokers.filter((b) => b.fenced !== true).map((b) => pool.broker(b))
  const again = await firstAnswer(links, (link) => readRoll(link, signal))
  return again.ok && idsOf(again.value) === idsOf(roll) ? again.from : null
}

function idsOf(roll: Roll): string {
  return roll.brokers
    .map((b) => b.id)
    .sort((a, b) => a - b)
    .join()
}

/** Brokers known from before that the cluster no longer lists and whose address no listed broker has taken over. */
function departed(roll: Roll, known: readonly BrokerFact[]): readonly BrokerFact[] {
  const listed = new Set(roll.brokers.map((b) => b.id))
  const taken = new Set(roll.brokers.map((b) => addressOf(b.host, b.port).address))
  return known.filter((b) => !listed.has(b.id) && !taken.has(addressOf(b.host, b.port).address))
}

function brokerFact(broker: ListedBroker & { readonly fenced: boolean | null }, pong: Result<Pong>): BrokerFact {
  const { id, host, port, rack, fenced } = broker
  const base = { id, host, port, rack, fenced, metadataPartitions: null }
  if (pong.ok) {
    const { apis } = pong.value.answer
    const { latencyMs } = pong.value
    return { ...base, registered: true, answered: true, latencyMs, failure: null, release: inferRelease(apis), apis }
  }
  // KRaft keeps brokers that are gone on its list, fenced; Metadata, and ZooKeeper mode, leave them out.
  const registered = fenced !== true
  return { ...base, registered, answered: false, latencyMs: null, failure: pong.failure, release: null, apis: null }
}

/** Whether some broker answers at an address that we know only because it advertises it. */
function advertisedReachable(pool: BrokerPool, ponged: readonly Ponged[]): boolean {
  return ponged.some(([broker, pong]) => pong.ok && !isBootstrap(pool, broker))
}

/** A broker that advertises an address of its own network is the commonest reason for "the port is open, yet nothing works". */
function advertised(pool: BrokerPool, broker: ListedBroker, failure: Failure): Failure {
  const unreachable = ['refused', 'dns', 'connect-timeout'].includes(failure.code)
  if (!unreachable || isBootstrap(pool, broker) || pool.broker(broker).offers) return failure
  const { address } = addressOf(broker.host, broker.port)
  const bootstrap = pool.bootstrap.map((b) => b.address).join(', ')
  const message = `${failure.message}: broker ${broker.id} advertises ${address}, which differs from the bootstrap addresses (${bootstrap})`
  return { ...failure, message }
}

function isBootstrap(pool: BrokerPool, broker: ListedBroker): boolean {
  const { address } = addressOf(broker.host, broker.port)
  return pool.bootstrap.some((b) => b.address === address)
}

/**
 * The list of brokers is the sign of life of a cluster: it must not wait for controllers that are gone. The question goes
 * on to its own deadline and only its answer is not waited for.
 */
const CONTROLLER_WAIT_MS = 1_000

function noController(link: BrokerLink): Result<never> {
  const message = `no answer within ${CONTROLLER_WAIT_MS} ms to DescribeQuorum, which the broker passes on to the active controller: there may be none`
  return bad({ code: 'timeout', message, peer: link.peer, retryable: true })
}

/** The answer, or `otherwise` when it takes longer. */
function withinMs<T>(answer: Promise<T>, waitMs: number, otherwise: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(otherwise()), waitMs)
    answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

async function readController(
  link: BrokerLink,
  roll: Roll,
  signal: AbortSignal,
): Promise<{ id: number | null; gaps: readonly Gap[] }> {
  const mode = clusterMode(roll.offers ? [roll.offers.apis] : [])
  if (mode === 'zookeeper') return { id: roll.controllerId >= 0 ? roll.controllerId : null, gaps: [] }
  const quorum = await withinMs(readQuorumPartition(link, signal), CONTROLLER_WAIT_MS, () => noController(link))
  if (quorum.ok) return { id: quorum.value.leaderId >= 0 ? quorum.value.leaderId : null, gaps: [] }
  const help = { permission: 'DESCRIBE on Cluster', since: 'Kafka 3.3 or newer' }
  return { id: null, gaps: [gap('controller', quorum.failure, help)] }
}

function features(offers: ApiVersionsAnswer | null): FeatureFact[] {
  if (!offers) return []
  const finalized = new Map(offers.finalized.map((f) => [f.name, f.max]))
  const supported = offers.supported.map((f) => ({
    name: f.name,
    // A feature that is not named among the finalised ones is off: level 0. Unknown only when the broker told of none.
    finalizedLevel: finalized.get(f.name) ?? (offers.finalizedEpoch >= 0n && f.min === 0 ? 0 : null),
    supportedMin: f.min,
    supportedMax: f.max,
  }))
  return supported.sort((a, b) => (a.name < b.name ? -1 : 1))
}

function emptyRoll(link: BrokerLink): Failure {
  const message = 'the broker lists no brokers: it has just started, or is not yet part of the cluster'
  return { ...link.refused(8, 'Metadata'), message }
}

function modeUnknown(link: BrokerLink): Failure {
  const message = 'cannot tell whether this is a ZooKeeper or a KRaft cluster: it offers the APIs of neither'
  return { code: 'unsupported', message, peer: link.peer, retryable: false }
}
