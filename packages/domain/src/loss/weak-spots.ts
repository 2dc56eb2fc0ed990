import { type Assessment, AT_MIN_ISR_BY_DESIGN, RACK_VIOLATION } from '../assessment.ts'
import type { ClusterFacts } from '../facts.ts'
import type { Target } from '../judge/judgement.ts'
import { counted } from '../judge/words.ts'
import type { Status } from '../status.ts'

/** A standing weakness: settings and placement, not today's failures. */
export interface WeakSpot {
  readonly code: string
  readonly status: Status
  readonly title: string
  readonly topics: number | null
  readonly partitions: number | null
  readonly meaning: string
  readonly target: Target | null
}

/** The weaknesses looked for, found or not; null counts = not known. */
export function weakSpots(facts: ClusterFacts, assessment: Assessment): readonly WeakSpot[] {
  const minIsrKnown = assessment.counts.underMinIsr !== null
  const { single, loose, tight, tightNow, together } = countAll(assessment)
  return [
    spot('rf-1', single, {
      title: 'One copy only',
      found: 'any loss of their broker takes them offline',
      clear: 'every partition has more than one copy',
      q: 'rf:1',
    }),
    spot('min-isr-1', minIsrKnown ? loose : null, {
      title: 'min ISR 1 with three or more copies',
      found: 'a confirmed write may live on one disk only',
      clear: 'confirmed writes are on two disks at least',
      q: 'min-isr:1 rf:>=3',
    }),
    racksSpot(facts, assessment, together),
    linkedTo(
      spot('min-isr-is-rf', minIsrKnown ? tight : null, {
        title: 'min ISR equals the number of copies',
        found: 'every restart of their brokers stops writes',
        clear: 'no single restart stops writes by itself',
        q: 'is:at-min-isr-by-design rf:>=2',
      }),
      tightNow,
    ),
    uncleanSpot(facts, assessment),
    ...unracked(facts),
  ]
}

/** A link opens exactly the rows that are counted, or it is not there. */
function linkedTo(weak: WeakSpot, rows: Count): WeakSpot {
  return weak.partitions === rows.partitions ? weak : { ...weak, target: null }
}

interface Words {
  readonly title: string
  readonly found: string
  readonly clear: string
  readonly q: string
}

function spot(code: string, count: Count | null, words: Words): WeakSpot {
  if (count === null) {
    const meaning = 'not known: settings could not be read'
    return { code, status: 'unknown', title: words.title, topics: null, partitions: null, meaning, target: null }
  }
  const found = count.partitions > 0
  return {
    code,
    status: found ? 'warning' : 'ok',
    title: words.title,
    topics: count.topics,
    partitions: count.partitions,
    meaning: found ? words.found : words.clear,
    target: found ? { page: 'partitions', q: words.q } : null,
  }
}

interface Count {
  readonly topics: number
  readonly partitions: number
}

type Tally = { topics: number; partitions: number; lastTopic: number }
const openTally = (): Tally => ({ topics: 0, partitions: 0, lastTopic: -1 })

/** All weaknesses of placement in one pass. */
function countAll({ topology: { partitions }, flags, minIsr }: Assessment) {
  const tallies = {
    single: openTally(),
    loose: openTally(),
    tight: openTally(),
    tightNow: openTally(),
    together: openTally(),
  }
  for (let row = 0; row < partitions.count; row += 1) {
    const copies = (partitions.firstReplica[row + 1] as number) - (partitions.firstReplica[row] as number)
    const topic = partitions.topic[row] as number
    const bits = flags[row] as number
    if (copies === 1) add(tallies.single, topic)
    if (copies >= 3 && minIsr[row] === 1) add(tallies.loose, topic)
    // The setting, not today's copies: while one of them is away these refuse writes, and are as weak as before.
    if (copies >= 2 && (minIsr[row] as number) >= copies) add(tallies.tight, topic)
    if (copies >= 2 && bits & AT_MIN_ISR_BY_DESIGN) add(tallies.tightNow, topic)
    if (bits & RACK_VIOLATION) add(tallies.together, topic)
  }
  return tallies
}

/** Rows are grouped by topic: a topic is new when it is not the last one. */
function add(tally: Tally, topic: number): void {
  tally.partitions += 1
  if (tally.lastTopic !== topic) tally.topics += 1
  tally.lastTopic = topic
}

function racksSpot(facts: ClusterFacts, assessment: Assessment, together: Count): WeakSpot {
  const racks = new Set(facts.registry.value?.brokers.map(({ rack }) => rack).filter((rack) => rack !== null))
  const title = 'Copies share a rack'
  if (assessment.counts.rackViolations === null) {
    const meaning = 'not known: no broker says its rack'
    return { code: 'rack-violation', status: 'unknown', title, topics: null, partitions: null, meaning, target: null }
  }
  return spot('rack-violation', together, {
    title,
    found: 'the loss of one rack takes more copies than it need',
    clear: racks.size < 2 ? 'there is only one rack' : `copies span ${racks.size} racks as far as they can`,
    q: 'is:rack-violation',
  })
}

function uncleanSpot(facts: ClusterFacts, assessment: Assessment): WeakSpot {
  const title = 'Unclean leader election is on'
  const configs = facts.topicConfigs.value?.byTopic
  const base = { code: 'unclean-election', title }
  if (configs === undefined) {
    const meaning = 'not known: settings could not be read'
    return { ...base, status: 'unknown', topics: null, partitions: null, meaning, target: null }
  }
  const { topics } = assessment.topology
  const on = topics.names.flatMap((name, topic) => {
    const value = configs.get(name)?.find((entry) => entry.name === 'unclean.leader.election.enable')?.value
    return value === 'true' ? [topic] : []
  })
  const partitions = on.reduce(
    (sum, topic) => sum + (topics.firstRow[topic + 1] as number) - (topics.firstRow[topic] as number),
    0,
  )
  return {
    ...base,
    status: on.length > 0 ? 'warning' : 'ok',
    topics: on.length,
    partitions,
    meaning:
      on.length > 0
        ? 'a copy that lacks writes may become leader: they are lost'
        : 'leaders are elected among copies in sync only',
    target: on.length > 0 ? { page: 'topics', q: 'is:unclean-election' } : null,
  }
}

/** Only told where it is so: most clusters either have racks or need none. */
function unracked(facts: ClusterFacts): WeakSpot[] {
  const brokers = facts.registry.value?.brokers.filter(({ registered }) => registered) ?? []
  const without = brokers.filter(({ rack }) => rack === null)
  if (without.length === 0 || brokers.length < 2) return []
  const who =
    without.length === brokers.length
      ? 'no broker says'
      : `${counted(without.length, 'broker')} of ${brokers.length} ${without.length === 1 ? 'does' : 'do'} not say`
  const meaning = `${who} which rack it is in: Kafka cannot spread copies over racks`
  return [
    {
      code: 'no-racks',
      status: 'warning',
      title: 'Racks are not set',
      topics: null,
      partitions: null,
      meaning,
      target: { page: 'brokers' },
    },
  ]
}
