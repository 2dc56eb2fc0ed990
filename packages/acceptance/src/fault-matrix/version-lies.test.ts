import { beforeAll, describe, expect, it } from 'vitest'
import { answers } from './faults.ts'
import { leavesNothing } from './leaves-nothing.ts'
import { openRig, type Rig } from './rig.ts'
import { ALL_WELL, asking, connectionsLeft, verdicts, warmUp } from './rows.ts'
import { LIES } from './version-lies.ts'

leavesNothing()
beforeAll(warmUp)

describe.concurrent('ApiVersions does not say what is served', () => {
  it.each(LIES)('Kafka $release, $lie', async ({ release, mode, apis, min, max, cells }) => {
    await using rig = await openRig({ release, mode })
    const console = asking(rig)
    const lifts = await Promise.all(
      apis.map((apiKey) => answers('lie', { kind: 'version-lie', apiKey, min, max }).lay(rig, rig.nodes)),
    )
    expect(verdicts(await console.read())).toEqual(cells)
    await console.close()
    for (const lift of lifts) await lift()
    // What a broker offers is asked once for each connection: the truth comes with the next ones.
    const after = asking(rig)
    expect(verdicts(await after.readAgain())).toEqual(wellIn(rig))
    await after.close()
    expect({ connections: await connectionsLeft(rig), mistakes: rig.mistakes() }).toEqual({
      connections: 0,
      mistakes: 0,
    })
  })
})

/** With ZooKeeper there is no quorum to describe; before Kafka 3.3 brokers do not tell how large their volumes are. */
function wellIn(rig: Rig) {
  if (rig.known.registry.mode === 'zookeeper')
    return { ...ALL_WELL, quorum: 'unsupported', 'log-dirs': 'gap:unsupported' }
  return ALL_WELL
}
