import type { EnsembleMember } from './member.ts'
import type { Summary } from './statistics.ts'

/** A metric's name without prefix, as exporters use it; `mntr` puts `zk_` before it. */
export type MonitorValue = readonly [name: string, value: number]

/** File descriptors of a small node without clients. */
const BASE_FILE_DESCRIPTORS = 60
const MAX_FILE_DESCRIPTORS = 65_536

/**
 * What the model knows of a member, in the names of ZooKeeper 3.8 (`ServerMetrics`, `ZooKeeperServer.dumpMonitorValues`).
 * Metrics of parts that the fleet does not simulate (TLS, the commit processor's queues) are left out, not set to zero.
 */
export function monitorValues(member: EnsembleMember): readonly MonitorValue[] {
  return [
    ...gauges(member),
    ...(member.role === 'leader' ? leaderGauges(member) : []),
    ...counters(member),
    ...summaries(member),
  ]
}

function gauges(member: EnsembleMember): readonly MonitorValue[] {
  const { statistics, state, watches, clock } = member
  const connections = member.connections().length
  return [
    ['ephemerals_count', state.tree.ephemeralCount],
    ['num_alive_connections', connections],
    ['avg_latency', statistics.latencyMs.average],
    ['outstanding_requests', member.outstanding()],
    ['znode_count', state.tree.nodeCount + 1],
    ['global_sessions', state.sessions.count],
    ['local_sessions', 0],
    ['last_client_response_size', statistics.lastResponseBytes],
    ['packets_sent', statistics.packetsSent],
    ['packets_received', statistics.packetsReceived],
    ['max_client_response_size', statistics.maxResponseBytes],
    ['connection_drop_probability', 0],
    ['watch_count', watches.count],
    ['auth_failed_count', statistics.authFailures],
    ['min_latency', statistics.latencyMs.min],
    ['max_file_descriptor_count', MAX_FILE_DESCRIPTORS],
    ['approximate_data_size', state.tree.sizeBytes],
    ['open_file_descriptor_count', BASE_FILE_DESCRIPTORS + connections],
    ['uptime', Math.floor(clock.now() - member.startedMs)],
    ['max_latency', statistics.latencyMs.max],
    ['min_client_response_size', statistics.minResponseBytes],
    ...(member.role === 'standalone' ? [] : [['quorum_size', member.view.memberIds.length] as const]),
  ]
}

function leaderGauges({ state, view, clock, roleSinceMs }: EnsembleMember): readonly MonitorValue[] {
  const followers = view.syncedFollowers()
  return [
    ['min_proposal_size', state.proposals.minBytes],
    ['max_proposal_size', state.proposals.maxBytes],
    ['last_proposal_size', state.proposals.lastBytes],
    ['synced_followers', followers],
    ['synced_non_voting_followers', 0],
    ['synced_observers', 0],
    ['learners', followers],
    ['pending_syncs', 0],
    ['leader_uptime', Math.floor(clock.now() - roleSinceMs)],
  ]
}

/** Names that only rise while a process lives. */
export function counterNames(member: EnsembleMember): readonly string[] {
  return counters(member).map(([name]) => name)
}

function counters({ statistics, role }: EnsembleMember): readonly MonitorValue[] {
  const isFollower = role === 'follower'
  return [
    ['proposal_count', isFollower ? 0 : statistics.commits],
    ['commit_count', isFollower ? 0 : statistics.commits],
    ['learner_proposal_received_count', isFollower ? statistics.commits : 0],
    ['learner_commit_received_count', isFollower ? statistics.commits : 0],
    ['looking_count', statistics.lookingCount],
    ['connection_rejected', statistics.connectionsRejected],
    ['connection_request_count', statistics.connectionRequests],
    ['connection_revalidate_count', statistics.sessionsRevalidated],
    ['stale_sessions_expired', statistics.staleSessionsExpired],
    ['large_requests_rejected', statistics.largeRequestsRejected],
    ['unsuccessful_handshake', statistics.unsuccessfulHandshakes],
    ['bytes_received_count', statistics.bytesReceived],
    ['response_bytes', statistics.bytesSent],
    ['unrecoverable_error_count', 0],
  ]
}

/** ServerMetrics keeps quantiles (DetailLevel.ADVANCED) of what requests took, and none (BASIC) of the others. */
function summaries({ statistics }: EnsembleMember): readonly MonitorValue[] {
  return [
    ...basic('fsynctime', statistics.fsyncMs),
    ...advanced('readlatency', statistics.readLatencyMs),
    ...advanced('updatelatency', statistics.updateLatencyMs),
    ...basic('election_time', statistics.electionMs),
  ]
}

function advanced(name: string, of: Summary): readonly MonitorValue[] {
  return [
    ...basic(name, of),
    [`p50_${name}`, of.quantile(0.5)],
    [`p95_${name}`, of.quantile(0.95)],
    [`p99_${name}`, of.quantile(0.99)],
    [`p999_${name}`, of.quantile(0.999)],
  ]
}

function basic(name: string, { average, min, max, count, sum }: Summary): readonly MonitorValue[] {
  return [
    [`avg_${name}`, average],
    [`min_${name}`, min],
    [`max_${name}`, max],
    [`cnt_${name}`, count],
    [`sum_${name}`, sum],
  ]
}
