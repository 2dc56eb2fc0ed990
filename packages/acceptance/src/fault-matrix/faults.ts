// Every fault of the matrix, by the name it has in the tables.
import type { Fault, FleetNode } from '@perigee/fleet'
import type { Rig } from './rig.ts'

export interface NamedFault {
  readonly name: string
  /** Begins it on these nodes; gives what ends it. */
  lay(rig: Rig, nodes: readonly FleetNode[]): Promise<() => Promise<void>>
}

const TOO_LATE_MS = 60_000
const IN_TIME_MS = 20
/** Longer than any answer that is taken. */
const ABSURD_BYTES = 100 * 1024 * 1024

/** Faults of the connection. Lies about versions and Kafka's own errors have tables of their own. */
export const FAULTS: readonly NamedFault[] = [
  process('refuses', 'down'),
  process('process-frozen', 'hung'),
  answers('hangs-after-accept', { kind: 'hang-after-accept' }),
  answers('hangs-in-answer', { kind: 'hang-in-answer', afterBytes: 9 }),
  answers('cuts-in-answer', { kind: 'cut-in-answer', afterBytes: 9 }),
  answers('resets', { kind: 'reset' }),
  answers('trickles', { kind: 'slow', bytesPerSecond: 10 }),
  answers('late', { kind: 'late', byMs: TOO_LATE_MS }),
  answers('a-little-late', { kind: 'late', byMs: IN_TIME_MS }),
  answers('throttles', { kind: 'throttle', byMs: IN_TIME_MS }),
  answers('throttles-long', { kind: 'throttle', byMs: TOO_LATE_MS }),
  answers('garbage', { kind: 'garbage' }),
  answers('wrong-correlation', { kind: 'wrong-correlation-id' }),
  answers('oversized', { kind: 'oversized', claimedBytes: ABSURD_BYTES }),
  answers('negative-length', { kind: 'oversized', claimedBytes: -1 }),
  answers('longer-than-sent', { kind: 'oversized', claimedBytes: 50_000_000 }),
]

/** @throws when the table has no such fault: a mistake in the test. */
export function faultNamed(name: string): NamedFault {
  const found = FAULTS.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no fault is called ${name}`)
  return found
}

/** A fault of the node's answers to every question. */
export function answers(name: string, fault: Fault): NamedFault {
  return {
    name,
    async lay(_rig, nodes) {
      const lifts = nodes.map((node) => node.faults.add({ fault }))
      return async () => {
        for (const lift of lifts) lift()
      }
    },
  }
}

/** A fault of the node's process. */
function process(name: string, state: FleetNode['node']['state']): NamedFault {
  return {
    name,
    async lay(rig, nodes) {
      await rig.setState(nodes, state)
      return () => rig.setState(nodes, 'up')
    },
  }
}
