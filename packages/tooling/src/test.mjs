// `npm test [-- what]`: installs, then hands over to the suite, which runs on the pinned runtime.
import './launch/node-version.mjs'
import { runInOurPlace } from './launch/child.mjs'
import { ensureInstalled } from './launch/install.mjs'
import { PINNED_NODE, SUITE_MAIN } from './launch/paths.mjs'

if (await ensureInstalled()) {
  process.exitCode = await runInOurPlace(PINNED_NODE, [SUITE_MAIN, ...process.argv.slice(2)])
} else {
  console.log('\n0 passed, 1 failed, 0 skipped')
  process.exitCode = 1
}
