import type { Broker, Controller } from '../../world/broker.ts'
import { type Cluster, nodeOf } from '../../world/cluster.ts'

/** What stands in a node's `server.properties`: what the world says of it, and no more. */
export function serverProperties(cluster: Cluster, node: Broker | Controller): ReadonlyMap<string, string> {
  const { pace, identity } = cluster
  const replicas = String(Math.min(3, cluster.brokers.size))
  const listener = node.kind === 'broker' ? 'PLAINTEXT' : 'CONTROLLER'
  const lines: [string, string | null][] = [
    ['broker.id', String(node.id)],
    ['node.id', String(node.id)],
    ['listeners', `${listener}://${node.host}:${node.port}`],
    ['broker.rack', node.rack],
    ['log.dirs', node.kind === 'broker' ? node.logDirs.map(({ path }) => path).join(',') : '/var/lib/kafka/metadata'],
    ['default.replication.factor', replicas],
    ['offsets.topic.replication.factor', replicas],
    ['auto.create.topics.enable', 'false'],
    ['auto.leader.rebalance.enable', String(pace.preferredElectionMs !== null)],
    ['replica.lag.time.max.ms', String(pace.replicaLagTimeMs)],
    ...(identity.mode === 'kraft' ? kraftLines(cluster, node) : zooKeeperLines(cluster)),
  ]
  if (node.kind === 'broker') lines.push(['advertised.listeners', `PLAINTEXT://${node.host}:${node.port}`])
  return new Map(lines.filter((line): line is [string, string] => line[1] !== null))
}

function kraftLines(cluster: Cluster, node: Broker | Controller): [string, string | null][] {
  const voters = cluster.voters.map((id) => {
    const voter = nodeOf(cluster, id)
    return `${id}@${voter?.host}:${voter?.port}`
  })
  const isVoter = cluster.voters.includes(node.id)
  const roles = [node.kind === 'broker' ? 'broker' : null, isVoter ? 'controller' : null]
  return [
    ['process.roles', roles.filter((one) => one !== null).join(',')],
    ['controller.listener.names', 'CONTROLLER'],
    ['controller.quorum.voters', voters.join(',')],
    ['broker.session.timeout.ms', String(cluster.pace.sessionTimeoutMs)],
  ]
}

function zooKeeperLines(cluster: Cluster): [string, string | null][] {
  return [
    ['zookeeper.connect', cluster.zookeeperConnect],
    ['zookeeper.session.timeout.ms', String(cluster.pace.sessionTimeoutMs)],
  ]
}
