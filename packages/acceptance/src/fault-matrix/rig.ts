// A small fleet and the console's own source beside it, for one cell of the matrix.
import type { RegistryFacts, TopologyFacts } from '@perigee/domain'
import { type FleetNode, type FleetOptions, openFleet } from '@perigee/fleet'
import { type KafkaSource, openKafka } from '@perigee/sources'

type ClusterSpec = FleetOptions['clusters'][number]

/** What a silent broker costs. A healthy one must stay below it however busy the machine is. */
export const DEADLINES = { connectTimeoutMs: 5_000, requestTimeoutMs: 1_500 }
const NOON = 1_800_000_000_000

const TOPICS: ClusterSpec['topics'] = [
  { name: 'orders', partitions: 6, replicationFactor: 3, ratePerSecond: 50, since: NOON - 3_600_000 },
  { name: 'payments', partitions: 3, replicationFactor: 3, ratePerSecond: 5, since: NOON - 3_600_000 },
]

type Credentials = Parameters<typeof openKafka>[0]['cluster']['sasl']

export interface RigOptions {
  readonly mode?: ClusterSpec['mode']
  readonly release?: ClusterSpec['release']
  /** Of the listeners. */
  readonly sasl?: NonNullable<FleetOptions['sasl']>
  /** Of the console. */
  readonly credentials?: Credentials
}

/** What collectors are given besides the cluster: what was read while all was well. */
export interface Known {
  readonly registry: RegistryFacts
  readonly topology: TopologyFacts
}

export interface Rig {
  readonly nodes: readonly FleetNode[]
  readonly known: Known
  /** A console that has not asked anything yet, with the right credentials or with others. */
  open(credentials?: Credentials): KafkaSource
  /** Changes processes, and waits until each does as told. */
  setState(nodes: readonly FleetNode[], state: FleetNode['node']['state']): Promise<void>
  /** Connections that brokers have open. */
  connections(): number
  /** Requests that brokers stumbled over: always a mistake of the fleet. */
  mistakes(): number
  [Symbol.asyncDispose](): Promise<void>
}

/** Three brokers with two topics, all well, time standing still. */
export async function openRig(options: RigOptions = {}): Promise<Rig> {
  const { mode = 'kraft', release = mode === 'kraft' ? '4.1' : '3.9', sasl, credentials = null } = options
  const dataCentres = [{ name: 'dc1', racks: ['r1', 'r2', 'r3'], brokers: 3 }]
  const fleet = await openFleet({
    clusters: [{ name: 'struck', mode, release, dataCentres, topics: TOPICS }],
    seed: 7,
    now: () => NOON,
    ...(sasl === undefined ? {} : { sasl }),
  })
  const [cluster] = fleet.clusters
  if (cluster === undefined) throw new Error('the fleet has no cluster')
  const nodes = [...cluster.nodes.values()]
  const open = (sasl = credentials) =>
    openKafka({ cluster: { bootstrap: cluster.bootstrap(), tls: null, sasl }, ...DEADLINES })
  return {
    nodes,
    known: await readKnown(open()),
    open,
    async setState(changed, state) {
      for (const { node } of changed) node.state = state
      cluster.world.tell('nodes')
      await fleet.settled()
    },
    connections: () => nodes.reduce((sum, { meter }) => sum + meter.connectionsOpen, 0),
    mistakes: () => nodes.reduce((sum, { meter }) => sum + meter.mistakes, 0),
    [Symbol.asyncDispose]: () => fleet.close(),
  }
}

async function readKnown(source: KafkaSource): Promise<Known> {
  const { signal } = new AbortController()
  const registry = await source.readRegistry([], signal)
  if (!registry.ok) throw new Error(registry.failure.message)
  const topology = await source.readTopology(registry.value, undefined, signal)
  if (!topology.ok) throw new Error(topology.failure.message)
  await source.close()
  return { registry: registry.value, topology: topology.value }
}
