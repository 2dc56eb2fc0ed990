import type { EnsembleMember } from '../member.ts'
import { lines } from './text.ts'

export const DATA_DIR = '/var/lib/zookeeper/version-2'

/** Says what runs, and hides nothing: there is no Java here. */
export function envi({ host, view }: EnsembleMember): string {
  return lines(
    'Environment:',
    `zookeeper.version=${view.version}`,
    `host.name=${host}`,
    'java.version=none: a simulated node',
    'java.vendor=Perigee fleet',
    `os.name=${process.platform}`,
    `os.arch=${process.arch}`,
  )
}

export function dirs({ state }: EnsembleMember): string {
  return lines(`datadir_size: ${state.tree.sizeBytes}`, `logdir_size: ${state.proposals.totalBytes}`)
}
