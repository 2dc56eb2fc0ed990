// The MBeans of Kafka that the catalogue is made of. Names and tags are those of the classes that register them.
import type { NamingId } from '@perigee/domain'
import { TIMED_REQUESTS } from '@perigee/domain'
import { absent, from, noneOf, oneOf, part } from './row.ts'
import type { LabelSource, LabelTest } from './series-row.ts'

/** `idle`: a meter of nanoseconds, divided by the number of threads. */
export type BeanShape = 'meter' | 'value' | 'histogram' | 'idle'

export interface Bean {
  readonly metric: string
  readonly domain: 'server' | 'network' | 'controller' | 'log'
  readonly type: string
  readonly name: string
  readonly shape: BeanShape
  /** Of a value: it grows for ever. */
  readonly grows: boolean
  readonly labels: readonly LabelSource[]
  readonly where: readonly LabelTest[]
  readonly byTopic: boolean
  /** Several beans of one node belong together: threads of a listener, fetchers. */
  readonly sum: boolean
  /** Rule sets that do not export it. */
  readonly not: readonly NamingId[]
}

type More = Partial<Pick<Bean, 'labels' | 'where' | 'grows' | 'sum' | 'not' | 'byTopic'>>

const at =
  (domain: Bean['domain'], type: string, shape: BeanShape, common: More = {}) =>
  (metric: string, name: string, more: More = {}): Bean => ({
    metric,
    domain,
    type,
    name,
    shape,
    grows: false,
    labels: [],
    where: [],
    byTopic: false,
    sum: false,
    not: [],
    ...common,
    ...more,
  })

const topicMeter = at('server', 'BrokerTopicMetrics', 'meter', { where: [absent('topic')] })
const byTopicMeter = at('server', 'BrokerTopicMetrics', 'meter', { labels: [from('topic')], byTopic: true })
const replica = at('server', 'ReplicaManager', 'value')
const controller = at('controller', 'KafkaController', 'value')
const time = at('network', 'RequestMetrics', 'histogram', {
  labels: [from('request')],
  where: [oneOf('request', ...TIMED_REQUESTS)],
})
const event = at('controller', 'ControllerEventManager', 'histogram', { not: ['B'] })
const session = at('server', 'SessionExpireListener', 'meter')

const REQUEST = [from('request')]
/** Fetches of consumers and followers are counted by their own names, too: all three together would count them twice. */
const NOT_TWICE = [noneOf('request', 'Fetch')]
/** Kafka quotes what has a slash in it. */
const DIRECTORY = [part('directory', 'logDirectory', '"?(.*?)"?')]

const BROKER_BEANS: readonly Bean[] = [
  topicMeter('bytes_in', 'BytesInPerSec'),
  topicMeter('bytes_out', 'BytesOutPerSec'),
  topicMeter('messages_in', 'MessagesInPerSec'),
  byTopicMeter('bytes_in', 'BytesInPerSec'),
  byTopicMeter('bytes_out', 'BytesOutPerSec'),
  byTopicMeter('messages_in', 'MessagesInPerSec'),
  topicMeter('bytes_rejected', 'BytesRejectedPerSec'),
  topicMeter('replication_bytes_in', 'ReplicationBytesInPerSec'),
  topicMeter('replication_bytes_out', 'ReplicationBytesOutPerSec'),
  topicMeter('reassignment_bytes_in', 'ReassignmentBytesInPerSec'),
  topicMeter('reassignment_bytes_out', 'ReassignmentBytesOutPerSec'),
  topicMeter('failed_produce', 'FailedProduceRequestsPerSec'),
  topicMeter('failed_fetch', 'FailedFetchRequestsPerSec'),
  topicMeter('total_produce', 'TotalProduceRequestsPerSec'),
  topicMeter('total_fetch', 'TotalFetchRequestsPerSec'),
  topicMeter('produce_conversions', 'ProduceMessageConversionsPerSec'),
  topicMeter('fetch_conversions', 'FetchMessageConversionsPerSec'),

  replica('under_replicated', 'UnderReplicatedPartitions'),
  replica('under_min_isr', 'UnderMinIsrPartitionCount'),
  replica('at_min_isr', 'AtMinIsrPartitionCount'),
  replica('offline_replicas', 'OfflineReplicaCount'),
  replica('leaders', 'LeaderCount'),
  replica('partitions', 'PartitionCount'),
  replica('reassigning', 'ReassigningPartitions'),
  replica('late_transactions', 'PartitionsWithLateTransactionsCount'),
  at('server', 'ReplicaManager', 'meter')('isr_shrinks', 'IsrShrinksPerSec'),
  at('server', 'ReplicaManager', 'meter')('isr_expands', 'IsrExpandsPerSec'),
  at('server', 'ReplicaFetcherManager', 'value')('max_replica_lag', 'MaxLag', {
    where: [oneOf('clientId', 'Replica')],
  }),

  at('log', 'LogFlushStats', 'histogram', { not: ['B'] })('log_flush_ms', 'LogFlushRateAndTimeMs'),
  at('log', 'LogManager', 'value', { not: ['B'] })('offline_log_dirs', 'OfflineLogDirectoryCount'),
  at('log', 'LogManager', 'value', { not: ['B'] })('log_dir_offline', 'LogDirectoryOffline', { labels: DIRECTORY }),
  at('server', 'KafkaServer', 'value')('broker_state', 'BrokerState'),
  at('server', 'KafkaServer', 'value')('disk_read_bytes', 'linux-disk-read-bytes', { grows: true }),
  at('server', 'KafkaServer', 'value')('disk_write_bytes', 'linux-disk-write-bytes', { grows: true }),
]

const REQUEST_BEANS: readonly Bean[] = [
  at('network', 'RequestMetrics', 'meter')('requests', 'RequestsPerSec', { labels: REQUEST, where: NOT_TWICE }),
  at('network', 'RequestMetrics', 'meter')('requests_by_version', 'RequestsPerSec', {
    labels: [...REQUEST, from('version')],
    where: NOT_TWICE,
  }),
  // NONE counts the answers that were none.
  at('network', 'RequestMetrics', 'meter')('request_errors', 'ErrorsPerSec', {
    labels: [...REQUEST, from('error')],
    where: [noneOf('error', 'NONE')],
  }),
  time('req_total_ms', 'TotalTimeMs'),
  time('req_queue_ms', 'RequestQueueTimeMs'),
  time('req_local_ms', 'LocalTimeMs'),
  time('req_remote_ms', 'RemoteTimeMs'),
  time('req_throttle_ms', 'ThrottleTimeMs'),
  time('resp_queue_ms', 'ResponseQueueTimeMs'),
  time('resp_send_ms', 'ResponseSendTimeMs'),
  at('network', 'RequestChannel', 'value')('request_queue_size', 'RequestQueueSize'),
  at('network', 'RequestChannel', 'value')('response_queue_size', 'ResponseQueueSize', {
    where: [absent('processor')],
  }),
  at('network', 'SocketServer', 'value')('network_idle', 'NetworkProcessorAvgIdlePercent'),
  at('network', 'SocketServer', 'value')('expired_connections', 'ExpiredConnectionsKilledCount'),
  at('network', 'Processor', 'value')('network_idle_thread', 'IdlePercent', {
    labels: [from('thread', 'networkProcessor')],
  }),
  // KIP-1207: the broker's own pool; the older name adds the controller's to it in combined mode.
  at('server', 'KafkaRequestHandlerPool', 'idle')('handler_idle', 'BrokerRequestHandlerAvgIdlePercent'),
  at('server', 'KafkaRequestHandlerPool', 'idle')('handler_idle', 'RequestHandlerAvgIdlePercent'),
  at('server', 'DelayedOperationPurgatory', 'value')('purgatory_size', 'PurgatorySize', {
    labels: [from('operation', 'delayedOperation')],
  }),
]

const CONTROLLER_BEANS: readonly Bean[] = [
  controller('active_controllers', 'ActiveControllerCount'),
  controller('offline_partitions', 'OfflinePartitionsCount'),
  controller('preferred_imbalance', 'PreferredReplicaImbalanceCount'),
  controller('global_topics', 'GlobalTopicCount'),
  controller('global_partitions', 'GlobalPartitionCount'),
  controller('active_brokers', 'ActiveBrokerCount'),
  controller('fenced_brokers', 'FencedBrokerCount'),
  controller('metadata_errors', 'MetadataErrorCount'),
  controller('controller_record_lag_ms', 'LastAppliedRecordLagMs'),
  controller('broker_heartbeat_timeouts', 'TimedOutBrokerHeartbeatCount', { grows: true }),
  at('controller', 'ControllerStats', 'meter')('unclean_elections', 'UncleanLeaderElectionsPerSec'),
  at('controller', 'ControllerStats', 'histogram')('leader_election_ms', 'LeaderElectionRateAndTimeMs'),
  event('controller_queue_ms', 'EventQueueTimeMs'),
  event('controller_processing_ms', 'EventQueueProcessingTimeMs'),
  session('zk_disconnects', 'ZooKeeperDisconnectsPerSec'),
  session('zk_expires', 'ZooKeeperExpiresPerSec'),
  at('server', 'ZooKeeperClientMetrics', 'histogram')('zk_request_ms', 'ZooKeeperRequestLatencyMs'),
]

export const BEANS: readonly Bean[] = [...BROKER_BEANS, ...REQUEST_BEANS, ...CONTROLLER_BEANS]
