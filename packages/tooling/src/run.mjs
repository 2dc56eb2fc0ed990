// Runs one of our TypeScript programs with the pinned runtime: `run.mjs <file> [arguments]`, or `run.mjs --build`.
import './launch/node-version.mjs'
import { runInOurPlace } from './launch/child.mjs'
import { ensureInstalled } from './launch/install.mjs'
import { BUILDS, PINNED_NODE } from './launch/paths.mjs'

const [first, ...rest] = process.argv.slice(2)
process.exitCode = await run()

async function run() {
  if (first === undefined) {
    console.error('Usage: run.mjs <file.ts> [arguments] | run.mjs --build')
    return 2
  }
  if (!(await ensureInstalled())) return 1
  return runInOurPlace(PINNED_NODE, first === '--build' ? [BUILDS, ...rest] : [first, ...rest])
}
