import { beforeAll, describe, expect, it } from 'vitest'
import { COLLECTOR_NAMES } from './collectors.ts'
import { ONE_BROKER } from './expectations.ts'
import { faultNamed } from './faults.ts'
import { leavesNothing } from './leaves-nothing.ts'
import { openRig } from './rig.ts'
import { ALL_WELL, asking, byCollector, connectionsLeft, verdicts, warmUp } from './rows.ts'
import { failuresOf, fingerprintOfOthers } from './verdict.ts'

leavesNothing()
beforeAll(warmUp)

describe.concurrent('one broker of three has it', () => {
  it.each(ONE_BROKER)('$fault', async ({ fault, cells }) => {
    await using rig = await openRig()
    const well = asking(rig)
    const healthy = await well.readAgain()
    expect(verdicts(healthy)).toEqual(ALL_WELL)
    await well.close()
    const console = asking(rig)
    const lift = await faultNamed(fault).lay(rig, rig.nodes.slice(0, 1))
    const outcomes = await console.read()
    expect(verdicts(outcomes)).toEqual(cells)
    for (const name of COLLECTOR_NAMES) {
      for (const failure of failuresOf(name, outcomes[name])) expect(failure.brokerId).toBe(1)
    }
    const others = (read: typeof healthy) =>
      byCollector((name) => {
        const outcome = read[name]
        return outcome.ok ? fingerprintOfOthers(name, outcome.value) : 'nothing'
      })
    // Its own log directories are the one thing that nobody else can tell.
    const lost = outcomes['log-dirs'].ok ? {} : { 'log-dirs': 'nothing' }
    expect(others(outcomes)).toEqual({ ...others(healthy), ...lost })
    await lift()
    const again = await console.readAgain()
    expect(verdicts(again)).toEqual(ALL_WELL)
    expect(others(again)).toEqual(others(healthy))
    await console.close()
    expect({ connections: await connectionsLeft(rig), mistakes: rig.mistakes() }).toEqual({
      connections: 0,
      mistakes: 0,
    })
  })
})
