import type { EnsembleMember } from '../member.ts'
import { monitorValues } from '../monitor-values.ts'
import { average, lines } from './text.ts'

const PEER_STATES: Readonly<Record<string, string>> = {
  leader: 'leading - broadcast',
  follower: 'following - broadcast',
}

/** `org.apache.zookeeper.server.command.MonitorCommand` */
export function mntr(member: EnsembleMember): string {
  const peerState = PEER_STATES[member.role]
  return lines(
    `zk_version\t${member.view.version}`,
    `zk_server_state\t${member.role}`,
    ...(peerState === undefined ? [] : [`zk_peer_state\t${peerState}`]),
    ...monitorValues(member).map(([name, value]) => `zk_${name}\t${print(name, value)}`),
  )
}

function print(name: string, value: number): string {
  return name.startsWith('avg_') || name === 'connection_drop_probability' ? average(value) : String(value)
}
