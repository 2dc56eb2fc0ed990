// Builds are made when they are not there or their sources have changed, and left alone else.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { hashSources } from './source-hash.ts'

export interface Build {
  /** As it is called in messages: `the page`. */
  readonly name: string
  /** Where it is built. */
  readonly folder: string
  /** Script and arguments; run there by this runtime. */
  readonly command: readonly string[]
  /** There when the build is complete. */
  readonly result: string
  /** Everything that it is made of: files and folders. */
  readonly inputs: readonly string[]
  /** Keeps the digest of the inputs of the last build. */
  readonly stamp: string
}

export type BuildOutcome = 'current' | 'built' | 'failed'

/** Paths of `build` are relative to `root`. Speaks on standard error when it has something to do. */
export function ensureBuilt(root: string, build: Build): BuildOutcome {
  const sources = hashSources(root, build.inputs)
  const stamp = join(root, build.stamp)
  const result = join(root, build.result)
  if (existsSync(result) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return 'current'
  console.error(`Building ${build.name} …`)
  const { status, stdout, stderr } = spawnSync(process.execPath, build.command, {
    cwd: join(root, build.folder),
    encoding: 'utf8',
  })
  if (status !== 0 || !existsSync(result)) {
    console.error(`${stdout}${stderr}`.trim())
    console.error(`Could not build ${build.name}.`)
    return 'failed'
  }
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, sources)
  return 'built'
}
