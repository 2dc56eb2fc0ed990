import { beforeAll, describe, expect, it } from 'vitest'
import { COLLECTOR_NAMES } from './collectors.ts'
import { ALL_BROKERS } from './expectations.ts'
import { faultNamed } from './faults.ts'
import { leavesNothing } from './leaves-nothing.ts'
import { openRig } from './rig.ts'
import { ALL_WELL, asking, connectionsHeld, connectionsLeft, verdicts, warmUp } from './rows.ts'
import { failuresOf } from './verdict.ts'

leavesNothing()
beforeAll(warmUp)

describe.concurrent('every broker has it when the console comes', () => {
  it.each(ALL_BROKERS)('$fault', async ({ fault, cells }) => {
    await using rig = await openRig()
    const console = asking(rig)
    const lift = await faultNamed(fault).lay(rig, rig.nodes)
    const outcomes = await console.read()
    expect(verdicts(outcomes)).toEqual(cells)
    for (const name of COLLECTOR_NAMES) {
      // Whoever reads the failure must know whom to look at, and that asking again may help where it may.
      for (const { peer, message } of failuresOf(name, outcomes[name])) {
        expect(peer).toMatch(/:\d+/)
        expect(message.length).toBeGreaterThan(10)
      }
    }
    await lift()
    expect(verdicts(await console.readAgain())).toEqual(ALL_WELL)
    await console.close()
    expect({ connections: await connectionsLeft(rig), mistakes: rig.mistakes() }).toEqual({
      connections: 0,
      mistakes: 0,
    })
  })
})

describe.concurrent('every broker has it after a good reading', () => {
  it.each(ALL_BROKERS)('$fault', async ({ fault, cells }) => {
    await using rig = await openRig()
    const console = asking(rig)
    expect(verdicts(await console.read())).toEqual(ALL_WELL)
    const lift = await faultNamed(fault).lay(rig, rig.nodes)
    // Whoever is connected already is not struck by what happens to new connections.
    const told = verdicts(await console.read())
    expect(told).toEqual(fault === 'hangs-after-accept' ? ALL_WELL : cells)
    if (fault === 'process-frozen') expect(await connectionsHeld(console)).toBe(0)
    await lift()
    expect(verdicts(await console.readAgain())).toEqual(ALL_WELL)
    await console.close()
    expect({ connections: await connectionsLeft(rig), mistakes: rig.mistakes() }).toEqual({
      connections: 0,
      mistakes: 0,
    })
  })
})
