// Whose page each exporter's really is: what two scrapes in a row deny is refused, and no figure of it is shown.
import { type Identity, identify, type NodeMetrics, type Topology } from '@perigee/domain'

/** Starts of processes behind one address that are remembered; more than a few are a service that takes turns. */
const KEPT_STARTS = 8

interface Watched {
  readonly startTimes: number[]
  mismatches: number
  identity: Identity
}

const UNCHECKED: Identity = { verdict: 'unchecked' }

export class IdentityWatch {
  readonly #byTarget = new Map<string, Watched>()

  /** Looks at a fresh page. A first mismatch may be a moment in which much moves: it counts with the second. */
  look(metrics: NodeMetrics, topology: Topology | null): Identity {
    const { id } = metrics.target
    const watched = this.#byTarget.get(id) ?? { startTimes: [], mismatches: 0, identity: UNCHECKED }
    this.#byTarget.set(id, watched)
    const found = identify({ metrics, topology, startTimes: watched.startTimes })
    const start = metrics.values.get('start_time')
    if (start !== undefined && watched.startTimes.at(-1) !== start) {
      watched.startTimes.push(start)
      if (watched.startTimes.length > KEPT_STARTS) watched.startTimes.shift()
    }
    watched.mismatches = found.verdict === 'mismatch' ? watched.mismatches + 1 : 0
    watched.identity = found.verdict === 'mismatch' && watched.mismatches < 2 ? watched.identity : found
    return watched.identity
  }

  of(target: string): Identity {
    return this.#byTarget.get(target)?.identity ?? UNCHECKED
  }

  forget(target: string): void {
    this.#byTarget.delete(target)
  }
}
