import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BuildOutcome, ensureBuilt } from './current.ts'

const SERVER = 'apps/server'
const OURS = '@perigee/'

/** Bundles the console's process when its sources differ from those of the last build. */
export function ensureServer(root: string): BuildOutcome {
  return ensureBuilt(root, {
    name: 'the server',
    folder: SERVER,
    command: ['node_modules/rolldown/bin/cli.mjs', '-c', 'rolldown.config.ts', '--log-level', 'silent'],
    result: `${SERVER}/dist/main.cjs`,
    inputs: [
      `${SERVER}/src`,
      `${SERVER}/rolldown.config.ts`,
      `${SERVER}/package.json`,
      ...roomsOf(root).map((room) => `packages/${room}/src`),
      'pnpm-lock.yaml',
    ],
    stamp: 'node_modules/.perigee-server',
  })
}

/** The rooms that the server's package.json names. */
function roomsOf(root: string): string[] {
  const manifest = JSON.parse(readFileSync(join(root, SERVER, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>
  }
  return Object.keys(manifest.dependencies).flatMap((name) => (name.startsWith(OURS) ? [name.slice(OURS.length)] : []))
}
