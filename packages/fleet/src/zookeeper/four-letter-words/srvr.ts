import type { EnsembleMember } from '../member.ts'
import { connectionLine } from './connections.ts'
import { average, hex, lines } from './text.ts'

/** `org.apache.zookeeper.server.command.StatCommand`, which serves srvr as well. */
export function srvr(member: EnsembleMember): string {
  return lines(`Zookeeper version: ${member.view.version}`) + figures(member)
}

export function stat(member: EnsembleMember): string {
  const clients = member.connections().map((connection) => connectionLine(connection, 'brief'))
  return lines(`Zookeeper version: ${member.view.version}`, 'Clients:', ...clients, '') + figures(member)
}

function figures(member: EnsembleMember): string {
  const { latencyMs, packetsReceived, packetsSent } = member.statistics
  const { lastBytes, minBytes, maxBytes } = member.state.proposals
  return lines(
    `Latency min/avg/max: ${latencyMs.min}/${average(latencyMs.average)}/${latencyMs.max}`,
    `Received: ${packetsReceived}`,
    `Sent: ${packetsSent}`,
    `Connections: ${member.connections().length}`,
    `Outstanding: ${member.outstanding()}`,
    `Zxid: ${hex(member.state.lastZxid)}`,
    `Mode: ${member.role}`,
    `Node count: ${nodeCount(member)}`,
    ...(member.role === 'leader' ? [`Proposal sizes last/min/max: ${lastBytes}/${minBytes}/${maxBytes}`] : []),
  )
}

/** ZooKeeper counts its root twice: it stands under two names. */
export function nodeCount({ state }: EnsembleMember): number {
  return state.tree.nodeCount + 1
}
