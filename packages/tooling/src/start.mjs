// `npm start -- <arguments of the console>`: installs what is missing, builds what is not current, runs.
import './launch/node-version.mjs'
import { runInOurPlace } from './launch/child.mjs'
import { CONSOLE_ENV, CONSOLE_FLAGS } from './launch/console-process.mjs'
import { ensureInstalled } from './launch/install.mjs'
import { BUILDS, PINNED_NODE, SERVER_BUNDLE, SERVER_SOURCE } from './launch/paths.mjs'

const SERVER_FAILED = 2

const args = process.argv.slice(2)
process.exitCode = await start()

async function start() {
  if (!(await ensureInstalled())) return 1
  const built = await runInOurPlace(PINNED_NODE, [BUILDS])
  if (built > 128) return built
  // The API is worth having without its page, and the sources run as they are: slower to start, and larger.
  const server = built === SERVER_FAILED ? SERVER_SOURCE : SERVER_BUNDLE
  return runInOurPlace(PINNED_NODE, [...CONSOLE_FLAGS, server, ...args], CONSOLE_ENV)
}
