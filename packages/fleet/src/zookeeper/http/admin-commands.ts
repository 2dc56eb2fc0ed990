// Commands of the AdminServer (`org.apache.zookeeper.server.admin.Commands`), in the names of ZooKeeper 3.8.
import { DATA_DIR } from '../four-letter-words/environment.ts'
import { nodeCount } from '../four-letter-words/srvr.ts'
import { hex } from '../four-letter-words/text.ts'
import type { EnsembleMember } from '../member.ts'
import { monitorValues } from '../monitor-values.ts'

export type Answer = Readonly<Record<string, unknown>>
type Command = (member: EnsembleMember) => Answer

export const COMMANDS: Readonly<Record<string, Command>> = {
  configuration,
  connections: (member) => ({ connections: connections(member), secure_connections: [] }),
  dirs: ({ state }) => ({ datadir_size: state.tree.sizeBytes, logdir_size: state.proposals.totalBytes }),
  dump,
  environment: ({ view, host }) => ({ 'zookeeper.version': view.version, 'host.name': host }),
  is_read_only: () => ({ read_only: false }),
  leader,
  monitor,
  observers: () => ({ synced_observers: 0, observers: [] }),
  ruok: () => ({}),
  server_stats: serverStats,
  stats: (member) => ({ ...serverStats(member), connections: connections(member), secure_connections: [] }),
  voting_view: votingView,
  watch_summary: ({ watches }) => {
    const watched = [...watches.dataByWatcher().values()]
    return {
      num_connections: watched.length,
      num_paths: new Set(watched.flatMap((own) => [...own])).size,
      num_total_watches: watches.dataCount,
    }
  },
  zabstate: ({ role }) => ({ voting: true, zabstate: role === 'looking' ? 'election' : 'broadcast' }),
  // Plain GETs that change what others read: whoever follows every link of the index resets them.
  connection_stat_reset: (member) => {
    member.answerWord('crst')
    return {}
  },
  stat_reset: ({ statistics }) => {
    statistics.reset()
    return {}
  },
}

function monitor(member: EnsembleMember): Answer {
  return {
    version: member.view.version,
    server_state: member.role,
    ...Object.fromEntries(monitorValues(member)),
  }
}

function configuration({ port, limits, state, view, memberId }: EnsembleMember): Answer {
  return {
    client_port: port,
    data_dir: DATA_DIR,
    data_dir_size: state.tree.sizeBytes,
    data_log_dir: DATA_DIR,
    data_log_size: state.proposals.totalBytes,
    tick_time: view.tickTimeMs,
    max_client_cnxns: limits.maxConnectionsPerAddress,
    min_session_timeout: limits.minSessionTimeoutMs,
    max_session_timeout: limits.maxSessionTimeoutMs,
    server_id: memberId,
    client_port_listen_backlog: -1,
    ...(view.memberIds.length === 1
      ? {}
      : {
          init_limit: view.initLimitTicks,
          sync_limit: view.syncLimitTicks,
          election_alg: 3,
          election_port: 3888,
          quorum_port: 2888,
          peer_type: 0,
        }),
  }
}

function connections(member: EnsembleMember): readonly Answer[] {
  return member.connections().map(({ remote, queued, session, statistics }) => ({
    remote_socket_address: `/${remote}`,
    interest_ops: 1,
    outstanding_requests: queued,
    packets_received: statistics.received,
    packets_sent: statistics.sent,
    session_id: session === null ? 0 : hex(session.id),
    last_operation: statistics.lastOperation,
    established: new Date(statistics.establishedMs).toISOString(),
    session_timeout: session?.timeoutMs ?? 0,
    last_zxid: hex(statistics.lastZxid),
    last_response_time: statistics.lastResponseMs,
    last_latency: statistics.lastLatencyMs,
    min_latency: statistics.latencyMs.min,
    avg_latency: Math.floor(statistics.latencyMs.average),
    max_latency: statistics.latencyMs.max,
  }))
}

function dump({ state, clock }: EnsembleMember): Answer {
  const sessions = state.sessions.all()
  const byExpiry = Map.groupBy(sessions, ({ timeoutMs }) => String(Math.floor(clock.now()) + timeoutMs))
  return {
    expiry_time_to_session_ids: Object.fromEntries(
      [...byExpiry].map(([at, own]) => [at, own.map(({ id }) => hex(id))]),
    ),
    session_id_to_ephemeral_paths: Object.fromEntries(
      [...state.tree.ephemerals()].map(([id, paths]) => [hex(id), [...paths]]),
    ),
  }
}

function leader({ role, view }: EnsembleMember): Answer {
  const found = view.leader()
  return {
    is_leader: role === 'leader',
    leader_id: found?.memberId ?? -1,
    leader_ip: found === undefined ? '' : `/${found.host}:2888`,
  }
}

function serverStats(member: EnsembleMember): Answer {
  const { statistics, role, clock, startedMs, view } = member
  const { latencyMs, packetsReceived, packetsSent } = statistics
  return {
    version: view.version,
    read_only: false,
    server_stats: {
      packets_sent: packetsSent,
      packets_received: packetsReceived,
      max_latency: latencyMs.max,
      min_latency: latencyMs.min,
      avg_latency: latencyMs.average,
      num_alive_client_connections: member.connections().length,
      outstanding_requests: member.outstanding(),
      server_state: role,
      uptime: Math.floor(clock.now() - startedMs),
      last_processed_zxid: Number(member.state.lastZxid),
    },
    node_count: nodeCount(member),
  }
}

function votingView({ view, host }: EnsembleMember): Answer {
  const member = () => ({
    server_addresses: [`${host}:2888`],
    election_addresses: [`${host}:3888`],
    learner_type: 'PARTICIPANT',
  })
  return { current_config: Object.fromEntries(view.memberIds.map((id) => [String(id), member()])) }
}
