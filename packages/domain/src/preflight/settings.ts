// Settings of brokers that are regretted later.
import { counted, durationWords } from '../judge/words.ts'
import { type Check, type Finding, pass, unknown, warn } from './check.ts'
import { noBrokers, perBroker, settingParts } from './parts.ts'
import type { PreflightView } from './view.ts'

const NONE = 'No broker is registered.'

function autoCreate(view: PreflightView): Finding {
  const parts = settingParts(view, 'auto.create.topics.enable', (value) =>
    value === 'true' ? ['warn', 'auto.create.topics.enable is true'] : ['pass', ''],
  )
  return perBroker(view, parts, {
    pass: 'Topics are made on purpose only.',
    none: NONE,
    fix: 'Switch it off on every broker and restart them; make topics with their number of partitions and copies.',
    command: 'auto.create.topics.enable=false',
  })
}

const SHORTEST_LAG_MS = 10_000
const LONGEST_LAG_MS = 60_000

function lagTime(view: PreflightView): Finding {
  const parts = settingParts(view, 'replica.lag.time.max.ms', (value) => {
    const ms = Number(value)
    if (!(ms > 0)) return ['unknown', `replica.lag.time.max.ms is ${value}`]
    const text = `replica.lag.time.max.ms is ${durationWords(ms)}`
    if (ms < SHORTEST_LAG_MS) return ['warn', `${text}: a pause of a collection takes copies out of the ISR`]
    return ms > LONGEST_LAG_MS ? ['warn', `${text}: a dead copy delays acks=all for so long`] : ['pass', text]
  })
  return perBroker(view, parts, {
    pass: 'replica.lag.time.max.ms is between 10 s and 60 s on every broker.',
    none: NONE,
    fix: 'Leave it at Kafka’s 30 s (KIP-537) unless you have measured better.',
    command: 'replica.lag.time.max.ms=30000',
  })
}

function cleaner(view: PreflightView): Finding {
  const parts = settingParts(view, 'log.cleaner.enable', (value) =>
    value === 'false'
      ? ['fail', 'log.cleaner.enable is false: __consumer_offsets and compacted topics only grow']
      : ['pass', ''],
  )
  return perBroker(view, parts, {
    pass: 'The log cleaner runs on every broker.',
    none: NONE,
    fix: 'Take the setting out and restart the broker.',
    command: 'log.cleaner.enable=true',
  })
}

/** Settings that must say the same on every broker for the cluster to behave as one. */
const SHARED = [
  'auto.create.topics.enable',
  'default.replication.factor',
  'min.insync.replicas',
  'num.partitions',
  'unclean.leader.election.enable',
  'log.retention.ms',
  'log.retention.bytes',
  'message.max.bytes',
  'replica.fetch.max.bytes',
  'replica.lag.time.max.ms',
  'offsets.retention.minutes',
  'offsets.topic.replication.factor',
  'transaction.state.log.replication.factor',
  'authorizer.class.name',
  'inter.broker.protocol.version',
] as const

function agree(view: PreflightView): Finding {
  const none = noBrokers(view)
  if (none !== null) return none
  const blind = view.brokers.filter(({ id }) => !view.settings(id).known)
  const differing = SHARED.flatMap((name) => {
    const values = new Map<string, number[]>()
    for (const { id } of view.brokers) {
      const settings = view.settings(id)
      const entry = settings.known ? settings.value.get(name) : undefined
      if (entry === undefined || entry.sensitive) continue
      const value = entry.value ?? 'not set'
      values.set(value, [...(values.get(value) ?? []), id])
    }
    return values.size < 2
      ? []
      : [
          `${name}: ${[...values].map(([value, ids]) => `${value} on ${ids.length > 6 ? counted(ids.length, 'broker') : ids.join(', ')}`).join('; ')}`,
        ]
  })
  if (differing.length > 0)
    return warn(
      `${counted(differing.length, 'setting differs', 'settings differ')} between brokers: ${differing[0]}.`,
      {
        details: differing,
        fix: 'Set them once for the cluster (--entity-default), and take them out of single brokers.',
        command:
          'kafka-configs.sh --bootstrap-server $BOOTSTRAP --alter --entity-type brokers --entity-default --add-config <name>=<value>',
      },
    )
  if (blind.length > 0)
    return unknown(`Settings of ${blind.length} of ${counted(view.brokers.length, 'broker')} are not known.`)
  return pass(`${SHARED.length} settings were compared; brokers agree on all of them.`)
}

function offsetsKept(view: PreflightView): Finding {
  const parts = settingParts(view, 'offsets.retention.minutes', (value) => {
    const days = Number(value) / 1_440
    if (Number.isNaN(days)) return ['unknown', `offsets.retention.minutes is ${value}`]
    return days < 7
      ? ['warn', `committed offsets are forgotten after ${durationWords(days * 86_400_000)} without members`]
      : ['pass', '']
  })
  return perBroker(view, parts, {
    pass: 'Committed offsets are kept for a week or longer.',
    none: NONE,
    fix: 'Keep them for longer than a group may be stopped: seven days is Kafka’s default (KIP-186).',
    command: 'offsets.retention.minutes=10080',
  })
}

function leaderRebalance(view: PreflightView): Finding {
  const parts = settingParts(view, 'auto.leader.rebalance.enable', (value) =>
    value === 'false' ? ['warn', 'auto.leader.rebalance.enable is false'] : ['pass', ''],
  )
  return perBroker(view, parts, {
    pass: 'Leaders return to their preferred replicas by themselves.',
    none: NONE,
    fix: 'Switch it on, unless something else (Cruise Control) elects leaders.',
    command: 'auto.leader.rebalance.enable=true',
  })
}

function shutdown(view: PreflightView): Finding {
  const parts = settingParts(view, 'controlled.shutdown.enable', (value) =>
    value === 'false'
      ? ['warn', 'controlled.shutdown.enable is false: it leaves without handing its leaders over']
      : ['pass', ''],
  )
  return perBroker(view, parts, {
    pass: 'Brokers hand their leaders over before they stop.',
    none: NONE,
    fix: 'Switch it on: a restart then interrupts clients for milliseconds and not for a session timeout.',
    command: 'controlled.shutdown.enable=true',
  })
}

const base = { family: 'settings' } as const

export const SETTING_CHECKS: readonly Check[] = [
  {
    ...base,
    id: 'settings-agree',
    title: 'Brokers agree on their settings',
    severity: 'major',
    reason: 'Otherwise it depends on the broker that is asked how a topic is made or a record judged.',
    judge: agree,
  },
  {
    ...base,
    id: 'log-cleaner',
    title: 'The log cleaner runs',
    severity: 'critical',
    reason: 'Without it compacted topics, __consumer_offsets among them, grow until the disk is full.',
    judge: cleaner,
  },
  {
    ...base,
    id: 'auto-create-topics',
    title: 'Topics are not made by accident',
    severity: 'major',
    reason: 'A typing error in a client becomes a topic with the default number of partitions and copies.',
    judge: autoCreate,
  },
  {
    ...base,
    id: 'replica-lag-time',
    title: 'The ISR is neither jumpy nor lazy',
    severity: 'minor',
    reason: 'Too short and copies flap out and in; too long and a dead one holds producers up.',
    judge: lagTime,
  },
  {
    ...base,
    id: 'offsets-retention',
    title: 'Offsets outlive a long weekend',
    severity: 'major',
    reason: 'A group whose offsets were forgotten starts at the beginning or at the end.',
    judge: offsetsKept,
  },
  {
    ...base,
    id: 'controlled-shutdown',
    title: 'Brokers stop in good order',
    severity: 'major',
    reason: 'Otherwise each restart looks like a crash to clients.',
    judge: shutdown,
  },
  {
    ...base,
    id: 'leader-rebalance',
    title: 'Leaders are balanced by themselves',
    severity: 'minor',
    reason: 'After each restart the load would stay on the other brokers.',
    judge: leaderRebalance,
  },
]
