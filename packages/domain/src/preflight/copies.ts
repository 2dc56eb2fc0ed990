// Copies: as many as needed, apart, and not given up lightly.
import { type Assessment, NON_PREFERRED_LEADER, RACK_VIOLATION } from '../assessment.ts'
import { counted, listed, thousands } from '../judge/words.ts'
import { type Check, type Finding, fail, notApplicable, pass, unknown, warn } from './check.ts'
import { fromParts, type Part, perBroker, settingParts } from './parts.ts'
import type { PreflightView } from './view.ts'

/** The assessment, or why there is none that still holds. */
function judged(view: PreflightView): { assessment: Assessment } | { none: Finding } {
  const topology = view.read(view.facts.topology)
  if (topology.known && view.assessment !== null) return { assessment: view.assessment }
  return { none: unknown(`The partitions are not known: ${topology.known ? 'they are being judged' : topology.why}.`) }
}

interface Rows {
  readonly partitions: number
  /** Names of topics in order. */
  readonly topics: readonly string[]
}

function rowsWhere({ topology }: Assessment, isIt: (row: number, copies: number) => boolean): Rows {
  const { partitions, topics } = topology
  const names: string[] = []
  let count = 0
  let last = -1
  for (let row = 0; row < partitions.count; row += 1) {
    const copies = (partitions.firstReplica[row + 1] as number) - (partitions.firstReplica[row] as number)
    if (!isIt(row, copies)) continue
    count += 1
    const topic = partitions.topic[row] as number
    if (topic !== last) names.push(topics.names[topic] as string)
    last = topic
  }
  return { partitions: count, topics: names }
}

const inWords = ({ partitions, topics }: Rows) =>
  `${counted(partitions, 'partition')} of ${counted(topics.length, 'topic')} (${listed(topics, 4)})`

function copies(view: PreflightView): Finding {
  const found = judged(view)
  if ('none' in found) return found.none
  const { assessment } = found
  if (assessment.topology.partitions.count === 0) return notApplicable('There are no partitions.')
  const one = rowsWhere(assessment, (_, count) => count === 1)
  const two = rowsWhere(assessment, (_, count) => count === 2)
  const target = { page: 'partitions', q: one.partitions > 0 ? 'rf:1' : 'rf:2' } as const
  const fix = 'Raise the replication factor by a reassignment that adds replicas; three is usual.'
  const command =
    'kafka-reassign-partitions.sh --bootstrap-server $BOOTSTRAP --reassignment-json-file more-replicas.json --execute'
  const details = [...one.topics.map((topic) => `${topic}: 1 copy`), ...two.topics.map((topic) => `${topic}: 2 copies`)]
  const alsoTwo = two.partitions > 0 ? ` With two copies: ${inWords(two)}.` : ''
  if (one.partitions > 0) return fail(`One copy only: ${inWords(one)}.${alsoTwo}`, { details, target, fix, command })
  if (two.partitions > 0) return warn(`Two copies only: ${inWords(two)}.`, { details, target, fix, command })
  return pass(`All ${counted(assessment.counts.partitions, 'partition')} have three copies or more.`)
}

function minIsrLow(view: PreflightView): Finding {
  const found = judged(view)
  if ('none' in found) return found.none
  const { assessment } = found
  const low = rowsWhere(assessment, (row, count) => count >= 2 && assessment.minIsr[row] === 1)
  const details = low.topics.map((topic) => `${topic}: min.insync.replicas 1`)
  if (low.partitions > 0)
    return warn(
      `min.insync.replicas is 1 on ${inWords(low)}: a write that was confirmed with acks=all may be on one disk.`,
      {
        details,
        target: { page: 'partitions', q: 'min-isr:1 rf:>=2' },
        fix: 'Set min.insync.replicas=2 on topics with three copies, and produce with acks=all.',
        command: `kafka-configs.sh --bootstrap-server $BOOTSTRAP --alter --topic ${low.topics[0]} --add-config min.insync.replicas=2`,
      },
    )
  const blind = rowsWhere(assessment, (row) => assessment.minIsr[row] === -1)
  if (blind.partitions > 0) return unknown(`min.insync.replicas is not known of ${inWords(blind)}.`)
  const several = rowsWhere(assessment, (_, count) => count >= 2)
  if (several.partitions === 0) return notApplicable('No partition has more than one copy.')
  return pass(
    `min.insync.replicas is 2 or more on all ${counted(several.partitions, 'partition')} with several copies.`,
  )
}

function minIsrTight(view: PreflightView): Finding {
  const found = judged(view)
  if ('none' in found) return found.none
  const { assessment } = found
  const tight = rowsWhere(assessment, (row, count) => count >= 2 && (assessment.minIsr[row] as number) >= count)
  if (tight.partitions > 0)
    return fail(`min.insync.replicas is as large as the number of copies on ${inWords(tight)}.`, {
      details: tight.topics.map((topic) => `${topic}: every restart of one of its brokers stops writes`),
      fix: 'Lower min.insync.replicas to one less than the replication factor, or add a copy.',
      command: `kafka-configs.sh --bootstrap-server $BOOTSTRAP --alter --topic ${tight.topics[0]} --add-config min.insync.replicas=2`,
    })
  const blind = rowsWhere(assessment, (row) => assessment.minIsr[row] === -1)
  if (blind.partitions > 0) return unknown(`min.insync.replicas is not known of ${inWords(blind)}.`)
  return pass('min.insync.replicas is below the number of copies everywhere: one broker can be restarted.')
}

function apart(view: PreflightView): Finding {
  const found = judged(view)
  if ('none' in found) return found.none
  const { assessment } = found
  if (assessment.counts.rackViolations === null)
    return unknown('Whether copies are apart is not known: not every broker says its rack.')
  const together = rowsWhere(assessment, (row) => ((assessment.flags[row] as number) & RACK_VIOLATION) !== 0)
  if (together.partitions === 0) return pass('Copies span as many racks as they can.')
  return warn(`Copies share a rack although they need not: ${inWords(together)}.`, {
    details: together.topics.map((topic) => `${topic}: copies in fewer racks than possible`),
    target: { page: 'partitions', q: 'is:rack-violation' },
    fix: 'Reassign these partitions; kafka-reassign-partitions --generate places by rack.',
    command:
      'kafka-reassign-partitions.sh --bootstrap-server $BOOTSTRAP --topics-to-move-json-file topics.json --broker-list <ids> --generate',
  })
}

function writable(view: PreflightView): Finding {
  const found = judged(view)
  if ('none' in found) return found.none
  const { counts } = found.assessment
  if (counts.offline > 0 || (counts.underMinIsr ?? 0) > 0)
    return fail(
      `${thousands(counts.offline)} offline and ${counts.underMinIsr === null ? 'not known how many' : thousands(counts.underMinIsr)} under min ISR, of ${counted(counts.partitions, 'partition')}.`,
      {
        target: { page: 'partitions', q: counts.offline > 0 ? 'is:offline' : 'is:under-min-isr' },
        fix: 'See the cluster’s page for the cause: a broker, a disk, a rack.',
      },
    )
  if (counts.underReplicated > 0)
    return warn(
      `${counted(counts.underReplicated, 'partition')} of ${thousands(counts.partitions)} lack a copy in sync.`,
      {
        target: { page: 'partitions', q: 'is:under-replicated' },
        fix: 'See the cluster’s page for the cause: a broker, a disk, a rack.',
      },
    )
  if (counts.underMinIsr === null || counts.unknown > 0)
    return unknown('Not every partition could be judged: settings or descriptions are missing.')
  return pass(`All ${counted(counts.partitions, 'partition')} are online and whole.`)
}

function preferred(view: PreflightView): Finding {
  const found = judged(view)
  if ('none' in found) return found.none
  const { assessment } = found
  const rows = rowsWhere(assessment, (row) => ((assessment.flags[row] as number) & NON_PREFERRED_LEADER) !== 0)
  const share = rows.partitions / Math.max(1, assessment.counts.partitions)
  const evidence = `${thousands(rows.partitions)} of ${counted(assessment.counts.partitions, 'partition')} are not led by their preferred replica.`
  if (share <= 0.1) return pass(evidence)
  return warn(evidence, {
    target: { page: 'partitions', q: 'is:non-preferred' },
    fix: 'Elect preferred leaders, and leave auto.leader.rebalance.enable on.',
    command: 'kafka-leader-election.sh --bootstrap-server $BOOTSTRAP --election-type preferred --all-topic-partitions',
  })
}

function unclean(view: PreflightView): Finding {
  const configs = view.read(view.facts.topicConfigs)
  if (!configs.known) return unknown(`Settings of topics are not known: ${configs.why}.`)
  const on = [...configs.value.byTopic].flatMap(([topic, entries]) =>
    entries.some(({ name, value }) => name === 'unclean.leader.election.enable' && value === 'true') ? [topic] : [],
  )
  const parts: Part[] = on.map((topic) => ({
    who: topic,
    state: 'fail',
    text: 'unclean.leader.election.enable is true',
  }))
  const brokers = settingParts(view, 'unclean.leader.election.enable', (value) =>
    value === 'true' ? ['warn', 'unclean.leader.election.enable is true for new topics'] : ['pass', ''],
  )
  return fromParts([...parts, ...brokers], {
    pass: `Unclean leader election is off on ${counted(configs.value.byTopic.size, 'topic')} and as the default.`,
    none: 'There are no topics and no brokers.',
    fix: 'Switch it off; where availability is worth lost writes, say so on that topic alone.',
    command:
      'kafka-configs.sh --bootstrap-server $BOOTSTRAP --alter --topic <topic> --add-config unclean.leader.election.enable=false',
    target: { page: 'topics', q: 'is:unclean-election' },
  })
}

function defaultFactor(view: PreflightView): Finding {
  const parts = settingParts(view, 'default.replication.factor', (value) =>
    Number(value) >= 3 ? ['pass', ''] : ['warn', `default.replication.factor is ${value}`],
  )
  const words = {
    pass: 'default.replication.factor is 3 or more on every broker.',
    none: 'No broker is registered.',
    fix: 'Set default.replication.factor=3 on every broker (and controller) and restart it: topics made without a number get it.',
    command: 'default.replication.factor=3',
  }
  return perBroker(view, parts, words)
}

function defaultMinIsr(view: PreflightView): Finding {
  const parts = settingParts(view, 'min.insync.replicas', (value) =>
    Number(value) >= 2 ? ['pass', ''] : ['warn', `min.insync.replicas is ${value} for topics that do not set it`],
  )
  return perBroker(view, parts, {
    pass: 'min.insync.replicas is 2 or more by default.',
    none: 'No broker is registered.',
    fix: 'Set the cluster-wide default; topics with one copy must then set 1 themselves.',
    command:
      'kafka-configs.sh --bootstrap-server $BOOTSTRAP --alter --entity-type brokers --entity-default --add-config min.insync.replicas=2',
  })
}

const base = { family: 'copies' } as const

export const COPY_CHECKS: readonly Check[] = [
  {
    ...base,
    id: 'partitions-whole',
    title: 'Every partition is online and whole',
    severity: 'critical',
    reason: 'What is offline or under min ISR refuses clients now.',
    judge: writable,
  },
  {
    ...base,
    id: 'replication-factor',
    title: 'Every partition has three copies',
    severity: 'critical',
    reason: 'With one copy the loss of a broker loses data; with two there is none to spare during a restart.',
    judge: copies,
  },
  {
    ...base,
    id: 'min-isr',
    title: 'Confirmed writes are on two disks',
    severity: 'critical',
    reason: 'min.insync.replicas=1 lets acks=all confirm a write that only the leader has.',
    judge: minIsrLow,
  },
  {
    ...base,
    id: 'min-isr-restart',
    title: 'One broker can be restarted without stopping writes',
    severity: 'critical',
    reason: 'With min.insync.replicas as large as the number of copies, any missing broker stops writes.',
    judge: minIsrTight,
  },
  {
    ...base,
    id: 'unclean-election',
    title: 'Unclean leader election is off',
    severity: 'critical',
    reason: 'A copy that lacks writes may become leader: confirmed writes are lost.',
    judge: unclean,
  },
  {
    ...base,
    id: 'copies-apart',
    title: 'Copies are spread over racks',
    severity: 'major',
    reason: 'Copies in one rack are lost together.',
    judge: apart,
  },
  {
    ...base,
    id: 'preferred-leaders',
    title: 'Partitions are led by their preferred replicas',
    severity: 'minor',
    reason: 'Leaders that stayed away after a restart load few brokers with the work of all.',
    judge: preferred,
  },
  {
    ...base,
    id: 'default-replication-factor',
    title: 'New topics get three copies',
    severity: 'major',
    reason: 'Topics made automatically or without a number get this factor, and nobody looks at them.',
    judge: defaultFactor,
  },
  {
    ...base,
    id: 'default-min-isr',
    title: 'New topics confirm writes on two disks',
    severity: 'major',
    reason: 'Topics rarely set min.insync.replicas themselves.',
    judge: defaultMinIsr,
  },
]
