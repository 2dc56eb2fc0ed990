import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))

/** The runtime that the lock file pins, brought by the `node` package. */
export const PINNED_NODE = join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

export const SERVER_SOURCE = join(ROOT, 'apps', 'server', 'src', 'main.ts')
export const SERVER_BUNDLE = join(ROOT, 'apps', 'server', 'dist', 'main.cjs')
export const BUILDS = join(ROOT, 'packages', 'tooling', 'src', 'build', 'main.ts')
export const SUITE_MAIN = join(ROOT, 'packages', 'tooling', 'src', 'suite', 'main.ts')
