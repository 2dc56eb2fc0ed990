// The thread of the simulated fleet: opens it, tells where it listens and what goes on, does what it is told.
import { parentPort } from 'node:worker_threads'
import { openDemo } from '@perigee/fleet'
import type { FromFleet, ToFleet } from './messages.ts'

/** Equal each time: who comes back finds the same topics. */
const SEED = 20_261_122

/** For tests, which must know what goes wrong and when. Not a setting: nobody who looks at the demo needs it. */
const story = process.env.DEMO_STORY !== 'off'

const demo = await openDemo({ seed: SEED, story })
const say = (message: FromFleet) => parentPort?.postMessage(message)
const tellScenarios = () => say({ kind: 'scenarios', scenarios: demo.control.scenarios() })

parentPort?.on('message', (message: ToFleet) => {
  if (message.kind === 'close') void demo.close().then(() => parentPort?.close())
  else {
    const outcome =
      message.action === 'start' ? demo.control.start(message.scenario) : demo.control.stop(message.scenario)
    tellScenarios()
    say({ kind: 'acted', id: message.id, known: outcome !== 'unknown' })
  }
})
demo.control.onChange(tellScenarios)
tellScenarios()
say({ kind: 'ready', clusters: demo.clusters, past: demo.past })
