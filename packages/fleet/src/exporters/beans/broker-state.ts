import type { GroupState } from '../../world/group.ts'
import { coordinatedBy } from '../../world/operations/groups.ts'
import type { BeanWriter } from '../bean-writer.ts'
import type { BrokerVitals } from '../vitals/broker-vitals.ts'

const SERVER = 'kafka.server'
/** `BrokerState`: 3 running, 2 reading its logs through, 1 starting. */
const RUNNING = 3
const STARTING = 1
const RECOVERY = 2
const CLASSIC_STATES: readonly GroupState[] = ['PreparingRebalance', 'CompletingRebalance', 'Stable', 'Dead', 'Empty']
const NEW_STATES: readonly GroupState[] = ['Empty', 'Assigning', 'Reconciling', 'Stable', 'Dead']

/** What is of the broker as a whole: its state, its disks' traffic, its groups, its ZooKeeper session. */
export function brokerStateBeans(writer: BeanWriter, vitals: BrokerVitals): void {
  const { cluster, broker, host } = vitals
  const server = (name: string, value: number) => writer.gauge({ domain: SERVER, type: 'KafkaServer', name }, value)
  server('BrokerState', broker.isRecovering ? RECOVERY : broker.isRegistered ? RUNNING : STARTING)
  server('linux-disk-read-bytes', Math.floor(host.diskReadBytes))
  server('linux-disk-write-bytes', Math.floor(host.diskWrittenBytes))
  groupBeans(writer, vitals)
  if (cluster.identity.mode === 'zookeeper') zooKeeperBeans(writer, vitals)
}

function groupBeans(writer: BeanWriter, { cluster, broker }: BrokerVitals): void {
  const { groups } = coordinatedBy(cluster, broker.id)
  const inState = (type: string, state: GroupState) =>
    groups.filter((one) => one.type === type && one.state === state).length
  const gauge = (name: string, value: number) =>
    writer.gauge({ domain: 'kafka.coordinator.group', type: 'GroupMetadataManager', name }, value)
  const classic = groups.filter((one) => one.type === 'classic')
  gauge('NumGroups', classic.length)
  for (const state of CLASSIC_STATES) gauge(`NumGroups${state}`, inState('classic', state))
  gauge(
    'NumOffsets',
    groups.reduce((sum, { commits }) => sum + offsetsOf(commits.values()), 0),
  )
  if (Number.parseFloat(cluster.identity.release) < 4) return
  const counted = (attribute: string, tags: Readonly<Record<string, string>>, value: number) =>
    writer.attributes({ domain: SERVER, type: 'group-coordinator-metrics', tags }, { [attribute]: value })
  counted('group-count', { protocol: 'classic' }, classic.length)
  counted('group-count', { protocol: 'consumer' }, groups.length - classic.length)
  for (const state of NEW_STATES) counted('consumer-group-count', { state }, inState('consumer', state))
}

function offsetsOf(commits: Iterable<readonly { readonly kind: string }[]>): number {
  let count = 0
  for (const partitions of commits) count += partitions.filter(({ kind }) => kind !== 'none').length
  return count
}

function zooKeeperBeans(writer: BeanWriter, { broker, cluster, uptimeMs, reservoirs }: BrokerVitals): void {
  const isConnected =
    [...cluster.zookeepers.values()].some((one) => one.state === 'up') || cluster.zookeepers.size === 0
  for (const [name, count] of Object.entries({
    ZooKeeperDisconnectsPerSec: isConnected ? 0 : 1,
    ZooKeeperExpiresPerSec: 0,
    ZooKeeperSyncConnectsPerSec: 1,
    ZooKeeperAuthFailuresPerSec: 0,
    ZooKeeperReadOnlyConnectsPerSec: 0,
    ZooKeeperSaslAuthenticationsPerSec: 0,
  })) {
    const meanRate = (count * 1000) / uptimeMs
    writer.meter({ domain: SERVER, type: 'SessionExpireListener', name }, { count, perSecond: 0, meanRate })
  }
  const ensembleMs = Math.max(0, ...[...cluster.zookeepers.values()].map((one) => one.slowMs))
  const typical = 2 + broker.slowMs / 10 + ensembleMs
  const latency = reservoirs.take('zookeeper', { typical }, Math.floor(uptimeMs / 6_000))
  writer.histogram({ domain: SERVER, type: 'ZooKeeperClientMetrics', name: 'ZooKeeperRequestLatencyMs' }, latency)
}
