import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type BuildOutcome, ensureBuilt } from './current.ts'

export const PAGE_DIST = 'apps/web/dist'

/** Builds the page when its sources differ from those of the last build. `absent` = there is no page to build. */
export function ensurePage(root: string): BuildOutcome | 'absent' {
  if (!existsSync(join(root, 'apps/web/index.html'))) return 'absent'
  return ensureBuilt(root, {
    name: 'the page',
    folder: 'apps/web',
    command: ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
    result: `${PAGE_DIST}/index.html`,
    inputs: [
      'apps/web/src',
      'apps/web/public',
      'apps/web/index.html',
      'apps/web/vite.config.ts',
      'apps/web/package.json',
      'packages/contract/src',
      'packages/links/src',
      'pnpm-lock.yaml',
    ],
    stamp: 'node_modules/.perigee-page',
  })
}
