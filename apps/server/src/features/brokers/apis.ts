import type { BrokerDetail } from '@perigee/contract'

// Names of the protocol's API keys, from the generated message definitions (clients/src/main/resources/common/message).
const NAMES = [
  'Produce Fetch ListOffsets Metadata LeaderAndIsr StopReplica UpdateMetadata ControlledShutdown OffsetCommit OffsetFetch',
  'FindCoordinator JoinGroup Heartbeat LeaveGroup SyncGroup DescribeGroups ListGroups SaslHandshake ApiVersions CreateTopics',
  'DeleteTopics DeleteRecords InitProducerId OffsetForLeaderEpoch AddPartitionsToTxn AddOffsetsToTxn EndTxn WriteTxnMarkers',
  'TxnOffsetCommit DescribeAcls CreateAcls DeleteAcls DescribeConfigs AlterConfigs AlterReplicaLogDirs DescribeLogDirs',
  'SaslAuthenticate CreatePartitions CreateDelegationToken RenewDelegationToken ExpireDelegationToken',
  'DescribeDelegationToken DeleteGroups ElectLeaders IncrementalAlterConfigs AlterPartitionReassignments',
  'ListPartitionReassignments OffsetDelete DescribeClientQuotas AlterClientQuotas DescribeUserScramCredentials',
  'AlterUserScramCredentials Vote BeginQuorumEpoch EndQuorumEpoch DescribeQuorum AlterPartition UpdateFeatures Envelope',
  'FetchSnapshot DescribeCluster DescribeProducers BrokerRegistration BrokerHeartbeat UnregisterBroker',
  'DescribeTransactions ListTransactions AllocateProducerIds ConsumerGroupHeartbeat ConsumerGroupDescribe',
  'ControllerRegistration GetTelemetrySubscriptions PushTelemetry AssignReplicasToDirs ListConfigResources',
  'DescribeTopicPartitions ShareGroupHeartbeat ShareGroupDescribe ShareFetch ShareAcknowledge AddRaftVoter RemoveRaftVoter',
  'UpdateRaftVoter InitializeShareGroupState ReadShareGroupState WriteShareGroupState DeleteShareGroupState',
  'ReadShareGroupStateSummary StreamsGroupHeartbeat StreamsGroupDescribe DescribeShareGroupOffsets',
  'AlterShareGroupOffsets DeleteShareGroupOffsets',
]
  .join(' ')
  .split(' ')

type ApiRange = NonNullable<BrokerDetail['data']['apiRanges']>[number]

/** Versions a broker offers, by API key; null when it never answered. */
export function apiRanges(apis: ReadonlyMap<number, readonly [number, number]> | null | undefined): ApiRange[] | null {
  if (apis === null || apis === undefined) return null
  return [...apis]
    .map(([key, [min, max]]) => ({ key, name: NAMES[key] ?? `API ${key}`, min, max }))
    .sort((a, b) => a.key - b.key)
}
