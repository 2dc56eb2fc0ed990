// Whose page each exporter's really is: what two scrapes in a row deny is refused, and no figure of it is shown.
import { type Identity, identify, type NodeMetrics, type Topology } from '@perigee/domain'

/** Starts of processes behind one address that are remembered; more than a few are a service that takes turns. */
const KEPT_STARTS = 8

/** Who answered so often in a row, five minutes at the usual pace, takes turns with nobody any more. */
const SETTLED_LOOKS = 20
/** Start times are rounded by exporters. */
const SAME_START_S = 2

interface Watched {
  readonly startTimes: number[]
  /** Looks in a row that found the newest of these. */
  sameStarts: number
  mismatches: number
  identity: Identity
}

const UNCHECKED: Identity = { verdict: 'unchecked' }

export class IdentityWatch {
  readonly #byTarget = new Map<string, Watched>()

  /** Looks at a fresh page. A first mismatch may be a moment in which much moves: it counts with the second. */
  look(metrics: NodeMetrics, topology: Topology | null): Identity {
    const { id } = metrics.target
    const watched = this.#byTarget.get(id) ?? { startTimes: [], sameStarts: 0, mismatches: 0, identity: UNCHECKED }
    this.#byTarget.set(id, watched)
    const start = metrics.values.get('start_time')
    if (start !== undefined) settle(watched, start)
    const found = identify({ metrics, topology, startTimes: watched.startTimes })
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

/** The service in front of several was mended: what was once refused must not be so for ever. */
function settle(watched: Watched, start: number): void {
  const last = watched.startTimes.at(-1)
  const isSame = last !== undefined && Math.abs(last - start) <= SAME_START_S
  watched.sameStarts = isSame ? watched.sameStarts + 1 : 0
  if (watched.sameStarts >= SETTLED_LOOKS) watched.startTimes.splice(0, watched.startTimes.length - 1)
}
