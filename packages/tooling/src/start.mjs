// `npm start -- <arguments of the console>`: installs what is missing, builds the page when it is not current, runs.
import './launch/node-version.mjs'
import { runInOurPlace } from './launch/child.mjs'
import { ensureInstalled } from './launch/install.mjs'
import { PAGE_BUILD, PINNED_NODE, SERVER_MAIN } from './launch/paths.mjs'

const args = process.argv.slice(2)
process.exitCode = await start()

async function start() {
  if (!(await ensureInstalled())) return 1
  const built = await runInOurPlace(PINNED_NODE, [PAGE_BUILD])
  // The API is worth having without its page: the server says what is missing.
  if (built > 128) return built
  return runInOurPlace(PINNED_NODE, [SERVER_MAIN, ...args])
}
