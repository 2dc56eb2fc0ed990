import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { hashSources } from './source-hash.ts'

export const PAGE_DIST = 'apps/web/dist'
const STAMP = 'node_modules/.perigee-page'
const INPUTS = [
  'apps/web/src',
  'apps/web/public',
  'apps/web/index.html',
  'apps/web/vite.config.ts',
  'apps/web/package.json',
  'packages/contract/src',
  'packages/links/src',
  'pnpm-lock.yaml',
]

export type PageBuild = 'current' | 'built' | 'absent' | 'failed'

/** Builds the page when its sources differ from those of the last build. `absent` = there is no page to build. */
export function ensurePage(root: string): PageBuild {
  const web = join(root, 'apps/web')
  if (!existsSync(join(web, 'index.html'))) return 'absent'
  const sources = hashSources(root, INPUTS)
  if (isCurrent(root, sources)) return 'current'
  console.error('Building the page …')
  const vite = join(web, 'node_modules/vite/bin/vite.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: web,
    encoding: 'utf8',
  })
  if (status !== 0) {
    console.error(`${stdout}${stderr}`.trim())
    console.error('The page could not be built.')
    return 'failed'
  }
  writeStamp(root, sources)
  return 'built'
}

function isCurrent(root: string, sources: string): boolean {
  const stamp = join(root, STAMP)
  return existsSync(join(root, PAGE_DIST, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources
}

function writeStamp(root: string, sources: string): void {
  const stamp = join(root, STAMP)
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, sources)
}
