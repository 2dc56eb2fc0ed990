// Topics that others depend on: Kafka's own, and those of Connect.
import { counted, listed } from '../judge/words.ts'
import { topicIndex } from '../topology.ts'
import { type Check, type Finding, notApplicable, unknown } from './check.ts'
import { fromParts, type Part, perBroker, settingParts } from './parts.ts'
import type { PreflightView } from './view.ts'

const KAFKAS_OWN = [
  '__consumer_offsets',
  '__transaction_state',
  '__share_group_state',
  '__remote_log_metadata',
] as const

/** Smallest number of copies over the partitions of a topic. */
function fewestCopies(view: PreflightView, name: string): number | null {
  const topology = view.facts.topology.value?.topology
  const topic = topology === undefined ? -1 : topicIndex(topology.topics, name)
  if (topology === undefined || topic < 0) return null
  const { firstReplica } = topology.partitions
  let fewest = Number.POSITIVE_INFINITY
  const end = topology.topics.firstRow[topic + 1] as number
  for (let row = topology.topics.firstRow[topic] as number; row < end; row += 1)
    fewest = Math.min(fewest, (firstReplica[row + 1] as number) - (firstReplica[row] as number))
  return Number.isFinite(fewest) ? fewest : null
}

function copiesPart(view: PreflightView, name: string): Part | null {
  const copies = fewestCopies(view, name)
  if (copies === null) return null
  if (copies >= 3) return { who: name, state: 'pass', text: '' }
  return { who: name, state: copies === 1 ? 'fail' : 'warn', text: `${counted(copies, 'copy', 'copies')}` }
}

function ownTopics(view: PreflightView): Finding {
  const topology = view.read(view.facts.topology)
  if (!topology.known) return unknown(`The topics are not known: ${topology.why}.`)
  const parts = KAFKAS_OWN.flatMap((name) => copiesPart(view, name) ?? [])
  return fromParts(parts, {
    pass: `${listed(parts.map(({ who }) => who))}: three copies.`,
    none: 'Kafka has not made any of its own topics yet: no group has committed, no transaction has begun.',
    fix: 'Raise their replication factor by a reassignment; settings of the brokers count only when the topic is made.',
    command:
      'kafka-reassign-partitions.sh --bootstrap-server $BOOTSTRAP --reassignment-json-file internal-topics.json --execute',
    target: { page: 'topics', q: '__' },
  })
}

/** Connect's REST does not tell its topics: three compacted ones with one beginning are taken for them. */
function connectGroups(names: readonly string[]): readonly (readonly string[])[] {
  const all = new Set(names)
  return names.flatMap((name) => {
    const found = /^(.*?)(config|configs)$/.exec(name)
    if (found === null) return []
    const [, start = '', end = ''] = found
    const trio = [name, `${start}${end === 'config' ? 'offset' : 'offsets'}`, `${start}status`]
    return trio.every((one) => all.has(one)) ? [trio] : []
  })
}

function connectTopics(view: PreflightView): Finding {
  const topology = view.read(view.facts.topology)
  if (!topology.known) return unknown(`The topics are not known: ${topology.why}.`)
  const groups = connectGroups(topology.value.topology.topics.names)
  if (groups.length === 0)
    return view.configured.services.some(({ kind }) => kind === 'connect')
      ? unknown(
          'Connect is configured, but its topics could not be told from their names (…configs, …offsets, …status).',
        )
      : notApplicable('No Connect is configured, and no topics look like those of one.')
  const parts = groups.flat().flatMap((name) => copiesPart(view, name) ?? [])
  return fromParts(parts, {
    pass: `${listed(groups.flat())}: three copies.`,
    none: 'They have no partitions.',
    fix: 'Raise their replication factor by a reassignment, and set config., offset. and status.storage.replication.factor of the workers.',
    command: 'offset.storage.replication.factor=3',
  })
}

const FACTORS = [
  'offsets.topic.replication.factor',
  'transaction.state.log.replication.factor',
  'share.coordinator.state.topic.replication.factor',
] as const

function factors(view: PreflightView): Finding {
  const parts = FACTORS.flatMap((name) =>
    settingParts(view, name, (value) => (Number(value) >= 3 ? ['pass', ''] : ['warn', `${name} is ${value}`]), null),
  )
  const isr = settingParts(
    view,
    'transaction.state.log.min.isr',
    (value) => (Number(value) >= 2 ? ['pass', ''] : ['warn', `transaction.state.log.min.isr is ${value}`]),
    null,
  )
  const all = [...parts, ...isr]
  if (all.length === 0 && view.brokers.length > 0) return unknown('No broker tells these settings.')
  return perBroker(view, all, {
    pass: 'Offsets and transactions are set up for three copies.',
    none: 'No broker is registered.',
    fix: 'Set 3 copies (and transaction.state.log.min.isr=2) on every broker before these topics are made.',
    command:
      'offsets.topic.replication.factor=3\ntransaction.state.log.replication.factor=3\ntransaction.state.log.min.isr=2',
  })
}

const base = { family: 'copies' } as const

export const INTERNAL_TOPIC_CHECKS: readonly Check[] = [
  {
    ...base,
    id: 'internal-topics',
    title: 'Kafka’s own topics have three copies',
    severity: 'critical',
    reason: 'Every consumer group stands still while its partition of __consumer_offsets is offline.',
    judge: ownTopics,
  },
  {
    ...base,
    id: 'internal-topic-settings',
    title: 'Kafka’s own topics will be made with three copies',
    severity: 'major',
    reason: 'They are made once, by the first client that needs them.',
    judge: factors,
  },
  {
    ...base,
    id: 'connect-topics',
    title: 'Connect’s topics have three copies',
    severity: 'major',
    reason: 'Workers cannot start without their configuration and offsets.',
    judge: connectTopics,
  },
]
