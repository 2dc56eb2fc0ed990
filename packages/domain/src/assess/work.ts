import type { BrokerFact, ClusterFacts, Reassignment } from '../facts.ts'
import { isSilent, quorumState } from '../quorum-state.ts'
import { partitionRow, type Topology, topicIndex } from '../topology.ts'
import { BrokerIndex } from './broker-index.ts'
import { type MinIsrRule, minIsrRule } from './min-isr.ts'

/** What one assessment works on: the columns it fills and what it looks up per broker, all by number. */
export interface Work {
  readonly topology: Topology
  readonly minIsrRule: MinIsrRule
  readonly quorumLost: boolean
  readonly brokers: BrokerIndex
  readonly registered: Uint8Array
  readonly silent: Uint8Array
  readonly rackCount: number
  /** Slot of topology.partitions.replica → number of its broker. */
  readonly slotBroker: Int32Array
  /** By broker number: number of its rack, −1 = not known. */
  readonly rack: Int16Array
  /** By broker number: number of its data centre by configuration, −1 = not known. */
  readonly dataCentre: Int16Array
  readonly dataCentreCount: number
  /** Every registered broker says its rack. */
  readonly racksKnown: boolean
  /** By broker number: 1 = registered and not silent. */
  readonly live: Uint8Array
  readonly liveCount: number
  /** Row → replicas a partition has without those being added, for rows under reassignment. */
  readonly settledReplicas: ReadonlyMap<number, number>
  readonly reassigning: ReadonlySet<number>
  readonly flags: Uint16Array
  readonly minIsr: Int16Array
  readonly inSync: Uint8Array
  readonly leaders: Uint32Array
  readonly preferred: Uint32Array
  readonly replicas: Uint32Array
  readonly underReplicated: Uint32Array
  readonly outOfSync: Uint32Array
  readonly offlineReplicas: Uint32Array
}

export function openWork(facts: ClusterFacts, topology: Topology): Work {
  const brokers = new BrokerIndex()
  const known = facts.registry.value?.brokers ?? []
  for (const broker of known) brokers.add(broker.id)
  const { replica } = topology.partitions
  const slotBroker = new Int32Array(replica.length)
  for (let slot = 0; slot < replica.length; slot += 1) slotBroker[slot] = brokers.add(replica[slot] as number)
  const size = brokers.ids.length
  const racks = groupsOf(known, brokers, (broker) => broker.rack)
  const dataCentres = groupsOf(known, brokers, (broker) => facts.expected.dataCentres.get(broker.rack ?? '') ?? null)
  const registered = registeredMarks(facts, brokers)
  const silent = marks(known, brokers, isSilent)
  const live = registered.map((mark, index) => (mark === 1 && silent[index] === 0 ? 1 : 0))
  const moves = reassignmentRows(topology, facts.topology.value?.reassignments ?? [])
  return {
    topology,
    minIsrRule: minIsrRule(facts),
    quorumLost: quorumState(facts)?.lost === true,
    brokers,
    registered,
    silent,
    live,
    slotBroker,
    rack: racks.byBroker,
    dataCentre: dataCentres.byBroker,
    liveCount: live.reduce((sum, mark) => sum + mark, 0),
    dataCentreCount: dataCentres.count,
    racksKnown: known.every((broker) => !broker.registered || broker.rack !== null),
    rackCount: racks.count,
    ...moves,
    flags: new Uint16Array(topology.partitions.count),
    minIsr: new Int16Array(topology.partitions.count),
    inSync: new Uint8Array(topology.partitions.count),
    leaders: new Uint32Array(size),
    preferred: new Uint32Array(size),
    replicas: new Uint32Array(size),
    underReplicated: new Uint32Array(size),
    outOfSync: new Uint32Array(size),
    offlineReplicas: new Uint32Array(size),
  }
}

function marks(known: readonly BrokerFact[], brokers: BrokerIndex, test: (broker: BrokerFact) => boolean): Uint8Array {
  const out = new Uint8Array(brokers.ids.length)
  for (const broker of known) out[brokers.get(broker.id)] = test(broker) ? 1 : 0
  return out
}

/**
 * A list of brokers older than the topology cannot say that a leader in it is gone: it may have come back since. Nor can a
 * topology from before a broker left tell who leads in its place: another may have been elected already.
 */
function registeredMarks(facts: ClusterFacts, brokers: BrokerIndex): Uint8Array {
  const { value, observedAt } = facts.registry
  const older = value === undefined || (observedAt ?? 0) < (facts.topology.observedAt ?? 0)
  if (older) return new Uint8Array(brokers.ids.length).fill(1)
  const asOf = facts.topology.observedAt ?? 0
  return marks(value.brokers, brokers, ({ registered, leftAt }) => registered || asOf < (leftAt ?? 0))
}

function groupsOf(
  known: readonly BrokerFact[],
  brokers: BrokerIndex,
  groupOf: (broker: BrokerFact) => string | null,
): { byBroker: Int16Array; count: number } {
  const names = new Map<string, number>()
  const byBroker = new Int16Array(brokers.ids.length).fill(-1)
  for (const broker of known) {
    const name = groupOf(broker)
    if (name === null) continue
    if (!names.has(name)) names.set(name, names.size)
    byBroker[brokers.get(broker.id)] = names.get(name) as number
  }
  return { byBroker, count: names.size }
}

/** KIP-455: while replicas are being added they are listed, but do not count as ones the partition should have. */
function reassignmentRows(topology: Topology, reassignments: readonly Reassignment[]) {
  const settledReplicas = new Map<number, number>()
  const reassigning = new Set<number>()
  for (const move of reassignments) {
    const topic = topicIndex(topology.topics, move.topic)
    const row = topic < 0 ? -1 : partitionRow(topology, topic, move.partition)
    if (row < 0) continue
    reassigning.add(row)
    const { firstReplica, replica } = topology.partitions
    const now = replica.subarray(firstReplica[row], firstReplica[row + 1])
    const changing = [...move.adding, ...move.removing]
    if (changing.some((broker) => now.includes(broker))) {
      settledReplicas.set(row, move.replicas.length - move.adding.length)
    }
  }
  return { settledReplicas, reassigning }
}
