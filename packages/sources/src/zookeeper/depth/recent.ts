// What happened lately, out of counters and means that run since a node started: one old spike holds its maximum up for
// weeks, and resetting statistics is not ours to do.

const HOUR_MS = 3_600_000
/** Points of an hour's counters are kept no closer than this. */
const SPACING_MS = 60_000

/** Summaries with `sum_` and `cnt_`: their mean since the reading before is `recent_avg_<name>`. */
const SUMMARIES = ['fsynctime', 'readlatency', 'updatelatency'] as const
/** The lesser of this reading's and the one's before is `steady_<name>`: a moment's peak is none. */
const STEADY = ['outstanding_requests', 'pending_syncs'] as const
/** Counters of rare events: their growth within the last hour is `hourly_<name>`. */
const HOURLY = ['looking_count', 'connection_rejected', 'unrecoverable_error_count', 'fsync_threshold_exceed_count']

type Values = ReadonlyMap<string, number>

interface Memory {
  values: Values
  readonly points: Map<string, { readonly at: number; readonly value: number }[]>
}

/** Remembers one ensemble's nodes by address. */
export class Recent {
  readonly #memories = new Map<string, Memory>()

  /** The values and, where there was a reading before, what is recent. `at`: any clock that only grows, ms. */
  add(address: string, values: Values, at: number): Values {
    const before = this.#memories.get(address)
    const memory = before ?? { values, points: new Map() }
    if (before === undefined) this.#memories.set(address, memory)
    const all = new Map(values)
    for (const name of HOURLY) {
      const grown = growth(memory.points, { name, value: values.get(name), at })
      if (grown !== null) all.set(`hourly_${name}`, grown)
    }
    if (before !== undefined) addSince(all, before.values)
    memory.values = values
    return all
  }

  forgetAllBut(addresses: readonly string[]): void {
    for (const address of this.#memories.keys()) if (!addresses.includes(address)) this.#memories.delete(address)
  }
}

function addSince(all: Map<string, number>, before: Values): void {
  for (const name of SUMMARIES) {
    const sum = delta(all, before, `sum_${name}`)
    const count = delta(all, before, `cnt_${name}`)
    if (sum !== null && count !== null && count > 0) all.set(`recent_avg_${name}`, sum / count)
  }
  for (const name of STEADY) {
    const [now, then] = [all.get(name), before.get(name)]
    if (now !== undefined && then !== undefined) all.set(`steady_${name}`, Math.min(now, then))
  }
}

/** Null when not known, or when the counter began anew. */
function delta(now: Values, before: Values, name: string): number | null {
  const [to, from] = [now.get(name), before.get(name)]
  return to === undefined || from === undefined || to < from ? null : to - from
}

interface Count {
  readonly name: string
  readonly value: number | undefined
  readonly at: number
}

/** Null until there is a second point. */
function growth(points: Memory['points'], { name, value, at }: Count): number | null {
  if (value === undefined) return null
  let known = points.get(name) ?? []
  const last = known.at(-1)
  // It began anew with its node: what was before is another count.
  if (last !== undefined && value < last.value) known = []
  known = known.filter((point) => at - point.at <= HOUR_MS)
  const first = known[0]
  const newest = known.at(-1)
  if (newest === undefined || at - newest.at >= SPACING_MS) known.push({ at, value })
  points.set(name, known)
  return first === undefined ? null : value - first.value
}
