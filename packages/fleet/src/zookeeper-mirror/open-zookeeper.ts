// The ZooKeeper ensemble of a cluster in ZooKeeper mode: its nodes do what the world says of them, and its znodes tell of
// the world.
import type { Timers } from '../timers.ts'
import type { ZooKeeperNode } from '../world/broker.ts'
import type { Cluster } from '../world/cluster.ts'
import { type MemberHttp, openMemberHttp } from '../zookeeper/http/member-http.ts'
import { createEnsemble, type Ensemble, type EnsembleMember, KafkaZnodeWriter } from '../zookeeper/index.ts'
import { ClusterDescriber, type ListenerName } from './describe-cluster.ts'

export interface ZooKeeperOptions {
  readonly now: () => number
  readonly timers: Timers
  /** How brokers say where they listen. */
  readonly listener: ListenerName
  /** Four-letter words that nodes answer; default `srvr` alone, as ZooKeeper's. */
  readonly whitelist: readonly string[]
  /** As nodes tell it; absent: what Kafka 3.9 is shipped with. */
  readonly version?: string
  /** Whether nodes have an AdminServer and a Prometheus provider. */
  readonly isHttpServed: boolean
}

export interface ClusterZooKeeper {
  readonly ensemble: Ensemble
  /** By the node's id in the world. */
  readonly members: ReadonlyMap<number, EnsembleMember>
  /** AdminServer and Prometheus provider by the node's id; empty where the spec asks for none. */
  readonly http: ReadonlyMap<number, MemberHttp>
  /** `zookeeper.connect`: `host:port` of each node. */
  connectString(): string
}

export interface OpenZooKeeper {
  readonly zookeeper: ClusterZooKeeper
  /** Does what the nodes' states say, and writes what differs. Listens at first. */
  follow(): Promise<void>
  close(): Promise<void>
}

/** After a refusal, until the next try: an election takes its time. */
const AGAIN_MS = 500

/** The cluster needs at least one ZooKeeper node. Its brokers must have their ports when `follow` is first called. */
export function openZooKeeper(cluster: Cluster, options: ZooKeeperOptions): OpenZooKeeper {
  const nodes = [...cluster.zookeepers.values()]
  const ensemble = createEnsemble({
    members: nodes.length,
    host: nodes[0]?.host ?? '127.0.0.1',
    now: options.now,
    schedule: (run, delayMs) => options.timers.after(delayMs, run),
    whitelist: options.whitelist,
    secret: cluster.identity.clusterId,
    ...(options.version === undefined ? {} : { version: options.version }),
  })
  const members = new Map(nodes.map((node, i) => [node.id, ensemble.members[i]] as const).filter(isPresent))
  const http = new Map(options.isHttpServed ? [...members].map(([id, one]) => [id, openMemberHttp(one)]) : [])
  const mirror = mirrorOf(cluster, ensemble, options)
  let isListening = false
  let work: Promise<void> = Promise.resolve()

  async function follow(): Promise<void> {
    if (!isListening) {
      isListening = true
      await ensemble.listen()
      cluster.zookeeperConnect = ensemble.connectString()
    }
    for (const node of nodes) {
      const member = members.get(node.id)
      if (member === undefined) continue
      await behave(node, member)
      node.port = member.port
      member.delayMs = node.slowMs
      member.fsyncMs = 1 + node.slowMs
      await http.get(node.id)?.follow()
    }
    mirror.write()
  }

  return {
    zookeeper: { ensemble, members, http, connectString: () => ensemble.connectString() },
    follow() {
      work = work.catch(() => undefined).then(follow)
      return work
    },
    async close() {
      mirror.stop()
      await work.catch(() => undefined)
      await Promise.all([...http.values()].map((one) => one.close()))
      await ensemble.close()
    },
  }
}

function isPresent(pair: readonly [number, EnsembleMember | undefined]): pair is readonly [number, EnsembleMember] {
  return pair[1] !== undefined
}

/** A node that is cut off is one that nobody hears: to clients and to the others the same as a silent one. */
async function behave({ state }: ZooKeeperNode, member: EnsembleMember): Promise<void> {
  if (state === 'down') member.kill()
  else if (state !== 'up') member.hang()
  else if (member.process === 'hung') member.resume()
  else await member.start()
}

/** Writes what differs once after all that happened in one turn of the world; what was refused is tried again. */
function mirrorOf(cluster: Cluster, ensemble: Ensemble, { now, timers, listener }: ZooKeeperOptions) {
  const describer = new ClusterDescriber(cluster, listener)
  const writer = new KafkaZnodeWriter({ ensemble, chroot: '', now })
  let isPlanned = false
  let isStopped = false
  let cancelAgain: (() => void) | null = null

  function write(): void {
    isPlanned = false
    if (isStopped) return
    cancelAgain?.()
    cancelAgain = null
    if (writer.apply(describer.describe()).refused.length > 0) cancelAgain = timers.after(AGAIN_MS, write)
  }

  const stopListening = cluster.onChange((change) => {
    if (isPlanned || change === 'nodes' || change === 'groups') return
    isPlanned = true
    queueMicrotask(write)
  })
  return {
    write,
    stop() {
      isStopped = true
      stopListening()
      cancelAgain?.()
    },
  }
}
