import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterDeath } from './leash.ts'

/** A temporary directory that goes away with {@link Workspace.remove}, or shortly after the death of this process. */
export interface Workspace {
  readonly dir: string
  remove(): Promise<void>
}

// Twice: the nodes are killed by their own leashes at the same moment, and may have written meanwhile.
const REMOVE = 'sleep 1; rm -rf "$1"; sleep 1; rm -rf "$1"'

export async function openWorkspace(): Promise<Workspace> {
  const dir = await mkdtemp(join(tmpdir(), 'perigee-lab-'))
  const fallback = afterDeath(REMOVE, [dir])
  return {
    dir,
    remove: async () => {
      await rm(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
      fallback.cancel()
    },
  }
}
