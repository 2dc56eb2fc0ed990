import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))

/** The runtime that the lock file pins, brought by the `node` package. */
export const PINNED_NODE = join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

export const SERVER_MAIN = join(ROOT, 'apps', 'server', 'src', 'main.ts')
export const PAGE_BUILD = join(ROOT, 'packages', 'tooling', 'src', 'page', 'main.ts')
export const SUITE_MAIN = join(ROOT, 'packages', 'tooling', 'src', 'suite', 'main.ts')
