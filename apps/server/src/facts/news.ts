// Tells news from the same again. News are judged and told at once; that the same was read anew can wait a few seconds.
import type { BrokerFact, ClusterFacts, QuorumFacts, Reading, RegistryFacts } from '@perigee/domain'

export type Weight = 'news' | 'routine'
type Name = Exclude<keyof ClusterFacts, 'name' | 'expected' | 'logDirs' | 'metrics'>

/** Readings whose values grow all the time: a difference in them is no news. */
const MEASURES: ReadonlySet<string> = new Set(['endOffsets', 'logDirs', 'metrics', 'ensemble'])

/** Weighs a reading that was taken against the one before. */
export function weightOf(
  name: Name | 'logDirs' | 'metrics',
  before: Reading<unknown>,
  after: Reading<unknown>,
): Weight {
  if (before.value === undefined || before.failure?.code !== after.failure?.code) return 'news'
  if (before.gaps.length !== after.gaps.length) return 'news'
  if (MEASURES.has(name) || before.value === after.value) return 'routine'
  return isSame(name, before.value, after.value) ? 'routine' : 'news'
}

function isSame(name: Name | 'logDirs' | 'metrics', before: unknown, after: unknown): boolean {
  if (name === 'registry') return sameRegistry(before as RegistryFacts, after as RegistryFacts)
  if (name === 'quorum') return sameQuorum(before as QuorumFacts, after as QuorumFacts)
  if (name === 'topology') return sameTopology(before as TopologyValue, after as TopologyValue)
  if (name === 'zookeeper') return sameZooKeeper(before as ZooKeeperValue, after as ZooKeeperValue)
  // Settings are read once a minute: whatever differs in them can be told within seconds.
  return true
}

type ValueOf<N extends Name> = Exclude<ClusterFacts[N]['value'], undefined>
type TopologyValue = ValueOf<'topology'>
type ZooKeeperValue = ValueOf<'zookeeper'>

function sameRegistry(a: RegistryFacts, b: RegistryFacts): boolean {
  const isSameHead = a.mode === b.mode && a.controllerId === b.controllerId && a.clusterId === b.clusterId
  return (
    isSameHead && a.brokers.length === b.brokers.length && a.brokers.every((one, i) => sameBroker(one, b.brokers[i]))
  )
}

function sameBroker(a: BrokerFact, b: BrokerFact | undefined): boolean {
  return (
    b !== undefined &&
    a.id === b.id &&
    a.host === b.host &&
    a.port === b.port &&
    a.rack === b.rack &&
    a.registered === b.registered &&
    a.fenced === b.fenced &&
    a.answered === b.answered &&
    a.release === b.release &&
    a.failure?.code === b.failure?.code
  )
}

function sameQuorum(a: QuorumFacts, b: QuorumFacts): boolean {
  const ids = ({ voters }: QuorumFacts) => voters.map(({ id }) => id).join()
  return a.leaderId === b.leaderId && a.leaderEpoch === b.leaderEpoch && ids(a) === ids(b)
}

function sameTopology(a: TopologyValue, b: TopologyValue): boolean {
  return a.topology === b.topology && JSON.stringify(a.reassignments) === JSON.stringify(b.reassignments)
}

function sameZooKeeper(a: ZooKeeperValue, b: ZooKeeperValue): boolean {
  const text = ({ nodes }: ZooKeeperValue) =>
    nodes.map(({ address, role, answered }) => `${address} ${role} ${answered}`).join()
  return text(a) === text(b)
}
