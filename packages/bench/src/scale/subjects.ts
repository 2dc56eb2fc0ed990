// What the console is measured against: a simulated fleet in a process of its own, or a prepared real cluster.
import { type Child, startChild } from './child.ts'
import type { FleetAnswer, FleetAsk } from './fleet-messages.ts'
import type { Subject } from './run.ts'
import type { ShapeName } from './shapes.ts'

/** Changes a second that go on: topic creations and leader moves. */
const CHURN: Record<ShapeName, number> = { S: 1, M: 2, L: 4, F: 8 }

export interface OpenSubject {
  readonly subject: Subject
  close(): Promise<void>
}

export interface FleetOptions {
  readonly scale?: number
  readonly exporters?: boolean
}

export async function openFleetSubject(
  shape: ShapeName,
  { scale = 1, exporters = false }: FleetOptions = {},
): Promise<OpenSubject> {
  const child: Child<FleetAsk, FleetAnswer> = startChild('./fleet-process.ts')
  const answer = await child.ask({ kind: 'open', order: { shape, scale, exporters } })
  if (answer.kind !== 'opened') throw new Error('the fleet did not open')
  return {
    subject: {
      name: shape,
      clusters: answer.opened.clusters,
      async load() {
        const told = await child.ask({ kind: 'load' })
        if (told.kind !== 'load') throw new Error('the fleet did not tell its load')
        return told.load
      },
      async begin() {
        await child.ask({ kind: 'churn', perSecond: CHURN[shape] })
      },
    },
    async close() {
      await child.ask({ kind: 'close' })
      await child.stop()
    },
  }
}

/** A cluster that runs already; nothing is changed in it. */
export function realSubject(bootstrap: string): OpenSubject {
  const addresses = bootstrap.split(',')
  return {
    subject: {
      name: 'real',
      clusters: [{ name: 'real', bootstrap: addresses, brokers: addresses.length }],
      load: null,
      begin: async () => undefined,
    },
    close: async () => undefined,
  }
}
