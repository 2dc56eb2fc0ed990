import type { ConnectionView } from '../connection-statistics.ts'
import type { EnsembleMember } from '../member.ts'
import type { Watcher } from '../watches.ts'
import { hex, lines } from './text.ts'

/** Like ZooKeeper's, these three words know nothing of watches on children. */
export function wchs({ watches }: EnsembleMember): string {
  const watched = watches.dataByWatcher()
  const paths = new Set([...watched.values()].flatMap((own) => [...own]))
  return lines(`${watched.size} connections watching ${paths.size} paths`, `Total watches:${watches.dataCount}`)
}

/** Watches by session. */
export function wchc(member: EnsembleMember): string {
  const bySession = [...sessionsOf(member)].map(([id, paths]) => lines(id, ...[...paths].map((path) => `\t${path}`)))
  return `${bySession.join('')}\n`
}

/** Watches by path. */
export function wchp(member: EnsembleMember): string {
  const byPath = new Map<string, string[]>()
  for (const [id, paths] of sessionsOf(member)) {
    for (const path of paths) byPath.set(path, [...(byPath.get(path) ?? []), id])
  }
  return `${[...byPath].map(([path, ids]) => lines(path, ...ids.map((id) => `\t${id}`))).join('')}\n`
}

function sessionsOf(member: EnsembleMember): Map<string, ReadonlySet<string>> {
  const known = new Map<Watcher | ConnectionView, string>()
  for (const view of member.connections()) if (view.session) known.set(view, hex(view.session.id))
  return new Map([...member.watches.dataByWatcher()].map(([watcher, paths]) => [known.get(watcher) ?? '0x0', paths]))
}
