import type { ConnectionView } from '../connection-statistics.ts'
import type { EnsembleMember } from '../member.ts'
import { hex, javaDate, lines } from './text.ts'

/** One connection as stat and cons show it (`ServerCnxn.dumpConnectionInfo`). */
export function connectionLine(view: ConnectionView, detail: 'brief' | 'full'): string {
  const { remote, queued, session, statistics } = view
  // Interest in reading: 1 for a session, 0 for the one that sent this very word.
  const interest = session ? 1 : 0
  const brief = ` /${remote}[${interest}](queued=${queued},recved=${statistics.received},sent=${statistics.sent}`
  if (detail === 'brief' || !session) return `${brief})`
  const { latencyMs, lastXid, lastZxid } = statistics
  return [
    brief,
    `sid=${hex(session.id)}`,
    `lop=${statistics.lastOperation}`,
    `est=${Math.floor(statistics.establishedMs)}`,
    `to=${session.timeoutMs}`,
    ...(lastXid >= 0 ? [`lcxid=0x${lastXid.toString(16)}`] : []),
    `lzxid=${hex(lastZxid)}`,
    `lresp=${Math.floor(statistics.lastResponseMs)}`,
    `llat=${statistics.lastLatencyMs}`,
    `minlat=${latencyMs.min}`,
    `avglat=${Math.floor(latencyMs.average)}`,
    `maxlat=${latencyMs.max})`,
  ].join(',')
}

export function cons(member: EnsembleMember): string {
  return lines(...member.connections().map((connection) => connectionLine(connection, 'full')), '')
}

export function crst(member: EnsembleMember): string {
  for (const { statistics } of member.connections()) {
    statistics.received = 0
    statistics.sent = 0
    statistics.latencyMs.reset()
  }
  return 'Connection stats reset.\n'
}

/** Sessions and the ephemeral nodes they own; followers know the sessions as well since 3.5 (`DumpCommand`). */
export function dump(member: EnsembleMember): string {
  const { state } = member
  const sessions = state.sessions.all().map(({ id, timeoutMs }) => `${hex(id)}\t${timeoutMs}ms`)
  const owners = [...state.tree.ephemerals()].map(([id, paths]) =>
    lines(`${hex(id)}:`, ...[...paths].map((p) => `\t${p}`)),
  )
  return (
    lines('SessionTracker dump:', `Global Sessions(${sessions.length}):`, ...sessions) +
    lines('ephemeral nodes dump:', `Sessions with Ephemerals (${owners.length}):`) +
    owners.join('') +
    connectionSets(member)
  )
}

/** When each connection would be given up if nothing more came (`NIOServerCnxnFactory.dumpConnections`). */
function connectionSets(member: EnsembleMember): string {
  const views = member.connections()
  const sets = views.flatMap(({ remote, session, statistics }) => {
    const restMs = session ? session.timeoutMs : member.limits.greetingTimeoutMs
    const expiresMs = Math.max(statistics.lastResponseMs, statistics.establishedMs) + restMs
    return [`1 expire at ${javaDate(expiresMs)}:`, `\tip: /${remote} sessionId: ${hex(session?.id ?? 0n)}`]
  })
  return lines('Connections dump:', `Connections Sets (${views.length})/(${views.length}):`, ...sets)
}
