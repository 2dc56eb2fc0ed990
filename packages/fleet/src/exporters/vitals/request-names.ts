// Requests of which a broker has figures from its start, asked or not: as 3.9.1 with ZooKeeper and 4.1.0 with KRaft list them.
import type { ClusterMode } from '../../world/cluster.ts'

const BOTH = `AddOffsetsToTxn AddPartitionsToTxn AddPartitionsToTxnVerification AllocateProducerIds AlterClientQuotas AlterConfigs
  AlterPartition AlterPartitionReassignments AlterReplicaLogDirs AlterUserScramCredentials ApiVersions ConsumerGroupDescribe
  ConsumerGroupHeartbeat CreateAcls CreateDelegationToken CreatePartitions CreateTopics DeleteAcls DeleteGroups DeleteRecords
  DeleteTopics DescribeAcls DescribeClientQuotas DescribeCluster DescribeConfigs DescribeDelegationToken DescribeGroups
  DescribeLogDirs DescribeProducers DescribeTransactions DescribeUserScramCredentials ElectLeaders EndTxn Envelope
  ExpireDelegationToken FindCoordinator Heartbeat IncrementalAlterConfigs InitProducerId JoinGroup LeaveGroup ListGroups
  ListOffsets ListPartitionReassignments ListTransactions Metadata OffsetCommit OffsetDelete OffsetFetch OffsetForLeaderEpoch
  RenewDelegationToken SaslAuthenticate SaslHandshake SyncGroup TxnOffsetCommit UpdateFeatures WriteTxnMarkers`

const MORE: Readonly<Record<ClusterMode, string>> = {
  zookeeper: 'ControlledShutdown LeaderAndIsr StopReplica UpdateMetadata',
  kraft: `AddRaftVoter AssignReplicasToDirs BeginQuorumEpoch BrokerHeartbeat BrokerRegistration ControllerRegistration
    DescribeQuorum DescribeTopicPartitions EndQuorumEpoch FetchSnapshot GetTelemetrySubscriptions ListConfigResources
    PushTelemetry RemoveRaftVoter ShareAcknowledge ShareFetch ShareGroupDescribe ShareGroupHeartbeat UnregisterBroker
    UpdateRaftVoter Vote`,
}

const names = (mode: ClusterMode) => `${BOTH} ${MORE[mode]}`.split(/\s+/)

export const REQUEST_NAMES: Readonly<Record<ClusterMode, readonly string[]>> = {
  zookeeper: names('zookeeper'),
  kraft: names('kraft'),
}
