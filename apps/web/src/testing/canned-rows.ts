import type { PartitionRow, Replica, Status, TopicRow } from '@perigee/contract'
import type { Canned } from './canned-story.ts'

// Topics and partitions of the canned story: deterministic, the broken ones first, 20,418 in the big cluster.

const WORDS = [
  'payments',
  'orders',
  'ledger',
  'clicks',
  'ads',
  'catalog',
  'app',
  'checkout',
  'cdc',
  'geo',
  'email',
  'recs',
]
const THINGS = [
  'captured',
  'authorized',
  'refunds',
  'enriched',
  'joined',
  'sessionized',
  'impressions',
  'prices',
  'users',
  'accounts',
  'views',
  'errors',
]
const RACK_COUNT = 3

/** Repeatable noise, 0 to 1. */
function noise(seed: number): number {
  const wave = Math.sin(seed * 127.1 + 311.7) * 43758.5453
  return wave - Math.floor(wave)
}

function nameOf(index: number): string {
  const word = WORDS[index % WORDS.length]
  const thing = THINGS[Math.floor(index / WORDS.length) % THINGS.length]
  const version = Math.floor(index / (WORDS.length * THINGS.length))
  return version === 0 ? `${word}.${thing}` : `${word}.${thing}.v${version + 1}`
}

interface Trouble {
  readonly status: Status
  readonly condition: string
  readonly conditionQ: string | null
  readonly states: readonly Replica['state'][]
}

const IN_SYNC: readonly Replica['state'][] = ['leader', 'in-sync', 'in-sync']

function troubleOf(canned: Canned, index: number, name: string): Trouble | null {
  if (canned.story === 'healthy') return null
  if (index === 0)
    return {
      status: 'critical',
      condition: '3 partitions without a leader',
      conditionQ: `topic:${name} is:offline`,
      states: ['offline', 'offline', 'behind'],
    }
  if (index < 4)
    return {
      status: 'critical',
      condition: '2 partitions refuse writes',
      conditionQ: `topic:${name} is:under-min-isr`,
      states: ['leader', 'offline', 'behind'],
    }
  if (index < 9)
    return {
      status: 'warning',
      condition: '7 partitions under-replicated',
      conditionQ: `topic:${name} is:under-replicated`,
      states: ['leader', 'in-sync', 'offline'],
    }
  if (index === 9) return { status: 'warning', condition: 'leaders skewed 3.1×', conditionQ: null, states: IN_SYNC }
  if (index === 10)
    return { status: 'unknown', condition: 'describe refused: no permission', conditionQ: null, states: [] }
  if (index < 13)
    return {
      status: 'busy',
      condition: '31 partitions reassigning',
      conditionQ: `topic:${name} is:reassigning`,
      states: ['leader', 'in-sync', 'behind'],
    }
  return null
}

export function replicasOf(seed: number, states: readonly Replica['state'][]): Replica[] {
  return states.map((state, at) => ({ broker: ((seed * 7 + at * 8) % 24) + 1, state }))
}

function topicRow(canned: Canned, index: number): TopicRow {
  const name = nameOf(index)
  const trouble = troubleOf(canned, index, name)
  const unknown = trouble?.status === 'unknown'
  const partitions = [6, 12, 24, 48, 96, 120][index % 6] ?? 6
  const size = noise(index) ** 4 * 3e12
  return {
    name,
    internal: false,
    status: trouble?.status ?? 'ok',
    condition: trouble?.condition ?? null,
    conditionQ: trouble?.conditionQ ?? null,
    partitions: unknown ? null : partitions,
    replicationFactor: unknown ? null : 3,
    minIsr: unknown ? null : 2,
    worstReplicas: replicasOf(index, trouble?.states ?? IN_SYNC),
    offlinePartitions: unknown ? null : index === 0 && trouble !== null ? 3 : 0,
    underMinIsrPartitions: unknown ? null : 0,
    underReplicatedPartitions: unknown ? null : trouble?.status === 'warning' ? 7 : 0,
    sizeBytes: unknown ? null : size,
    sizePartial: trouble?.status === 'critical',
    messagesInPerSecond: unknown || index === 5 ? null : index % 17 === 0 ? 0 : noise(index + 1) ** 5 * 90_000,
    retentionMs: unknown ? null : index % 4 === 3 ? -1 : ([86_400_000, 604_800_000, 259_200_000][index % 3] ?? null),
    retentionBytes: unknown ? null : -1,
    cleanup: unknown ? null : index % 4 === 3 ? 'compact' : 'delete',
    leaderSkew: unknown ? null : index === 9 && trouble !== null ? 3.1 : 1 + Math.round(noise(index + 2) * 3) / 10,
  }
}

const listsByStory = new Map<string, readonly TopicRow[]>()

/** All topics of a cluster; 20,418 in the big one. */
export function topicsOf(canned: Canned, cluster: string): readonly TopicRow[] {
  const count = cluster === 'clickstream-eu' ? 20_404 : cluster.startsWith('audit') ? 0 : 412
  const key = `${canned.story} ${count}`
  const known = listsByStory.get(key)
  if (known !== undefined) return known
  const rows = Array.from({ length: count }, (_, index) => topicRow(canned, index))
  if (count > 20) rows[15] = { ...(rows[15] as TopicRow), name: `${'customer-notification-preferences.'.repeat(7)}v1` }
  const internal =
    count === 0
      ? []
      : Array.from(
          { length: 14 },
          (_, at): TopicRow => ({ ...topicRow(canned, 100 + at), name: `__internal_${at}`, internal: true }),
        )
  const all = [...rows, ...internal]
  listsByStory.set(key, all)
  return all
}

const PARTITION_WORDS: Readonly<Record<Status, string>> = {
  critical: 'Refuses writes',
  warning: 'Under-replicated',
  unknown: 'No data',
  busy: 'Moving',
  ok: 'OK',
  off: 'OK',
}

/** Partitions of one topic, worst first. */
export function partitionsOf(topic: TopicRow): readonly PartitionRow[] {
  const bad = topic.status === 'critical' ? 3 : topic.status === 'warning' ? 7 : topic.status === 'busy' ? 31 : 0
  return Array.from({ length: topic.partitions ?? 0 }, (_, partition): PartitionRow => {
    const troubled =
      partition < bad && topic.worstReplicas.some(({ state }) => state === 'behind' || state === 'offline')
    const replicas = replicasOf(
      partition + topic.name.length,
      troubled ? topic.worstReplicas.map(({ state }) => state) : IN_SYNC,
    )
    const status = troubled ? topic.status : 'ok'
    const leader = replicas.find(({ state }) => state === 'leader')?.broker ?? null
    const word = leader === null ? 'Offline' : PARTITION_WORDS[status]
    return {
      topic: topic.name,
      partition,
      status,
      word,
      conditions:
        status === 'critical'
          ? [leader === null ? 'offline' : 'under-min-isr', 'under-replicated']
          : status === 'warning'
            ? ['under-replicated']
            : [],
      leader,
      leaderEpoch: 12,
      preferredLeader: replicas[0]?.broker ?? null,
      replicas,
      inSync: replicas.filter(({ state }) => state === 'leader' || state === 'in-sync').length,
      replicationFactor: 3,
      minIsr: 2,
      sizeBytes: status === 'critical' ? null : 22.7e9 + partition * 1e8,
      sizePartial: status === 'warning',
      endOffset: leader === null ? null : `${9_184_203_118n + BigInt(partition) * 1_204_331n}`,
      messagesInPerSecond: leader === null ? null : status === 'critical' ? 0 : 296 + (partition % RACK_COUNT),
    }
  })
}
