import type { Quantity } from './quantities.ts'

/** A key as people meet it: for completion and the list of what a filter box knows. */
export interface FilterKeyWords {
  readonly key: string
  readonly kind: 'text' | 'number' | 'set'
  readonly unit?: Quantity
  readonly words: string
  /** All values, or the usual ones. */
  readonly values?: readonly string[]
}

export interface FilterConditionWords {
  readonly name: string
  readonly words: string
}

/** What a list's filter knows besides bare words. */
export interface FilterVocabulary {
  readonly keys: readonly FilterKeyWords[]
  readonly conditions: readonly FilterConditionWords[]
}

const STATUSES = ['critical', 'warning', 'unknown', 'busy', 'ok', 'off'] as const

const text = (key: string, words: string, values?: readonly string[]): FilterKeyWords => ({
  key,
  kind: 'text',
  words,
  ...(values && { values }),
})
const set = (key: string, words: string): FilterKeyWords => ({ key, kind: 'set', words })
const number = (key: string, unit: Quantity, words: string): FilterKeyWords => ({ key, kind: 'number', unit, words })
const is = (name: string, words: string): FilterConditionWords => ({ name, words })

const PARTITION_CONDITIONS = [
  is('offline', 'no leader'),
  is('under-min-isr', 'fewer in-sync replicas than min.insync.replicas: writes are refused'),
  is('at-min-isr', 'one more loss stops writes'),
  is('at-min-isr-by-design', 'min.insync.replicas equals the replication factor'),
  is('under-replicated', 'a replica is not in sync'),
  is('silent-leader', 'led by a broker that does not answer'),
  is('non-preferred', 'not led by its preferred replica'),
  is('rack-violation', 'replicas share a rack that need not'),
  is('reassigning', 'replicas are being moved'),
  is('min-isr-unknown', 'settings could not be read'),
  is('unknown', 'not described to us'),
  is('internal', "Kafka's own"),
]

const COPIES = [
  number('rf', 'count', 'replication factor'),
  number('min-isr', 'count', 'min.insync.replicas'),
  number('size', 'bytes', 'bytes of all replicas'),
]

export const TOPIC_FILTER: FilterVocabulary = {
  keys: [
    text('topic', 'whole name'),
    text('status', 'status', STATUSES),
    number('partitions', 'count', 'number of partitions'),
    ...COPIES,
    number('messages', 'rate', 'messages in per second'),
    number('retention', 'duration', 'kept for'),
    text('cleanup', 'cleanup.policy', ['delete', 'compact']),
    number('skew', 'count', 'most leaders on one broker over the fair share'),
    set('broker', 'has a replica on'),
    set('leader', 'has a partition led by'),
    set('rack', 'has a replica in'),
  ],
  conditions: [
    ...PARTITION_CONDITIONS,
    is('skewed', 'leaders are unevenly spread'),
    is('rf-1', 'one copy only'),
    is('rf-below-3', 'fewer than three copies'),
    is('min-isr-1', 'a write may live on one disk only'),
    is('unclean-election', 'may elect a leader that lacks writes'),
    is('empty', 'holds no bytes'),
  ],
}

export const PARTITION_FILTER: FilterVocabulary = {
  keys: [
    text('topic', 'whole name'),
    text('status', 'status', STATUSES),
    number('partition', 'count', 'partition id'),
    ...COPIES,
    number('in-sync', 'count', 'replicas in sync'),
    text('leader', 'led by; none = no leader'),
    text('preferred', 'should be led by'),
    set('broker', 'has a replica on'),
    set('rack', 'has a replica in'),
    set('isr', 'in sync on'),
    set('out-of-sync', 'not in sync on'),
    set('offline-on', 'replica offline on'),
  ],
  conditions: PARTITION_CONDITIONS,
}

export const BROKER_FILTER: FilterVocabulary = {
  keys: [
    text('broker', 'id'),
    text('status', 'status', STATUSES),
    text('rack', 'rack'),
    text('host', 'host'),
    text('release', 'Kafka release'),
    number('leaders', 'count', 'partitions led'),
    number('replicas', 'count', 'replicas held'),
    number('size', 'bytes', 'bytes held'),
  ],
  conditions: [
    is('down', 'not registered'),
    is('silent', 'registered but not answering'),
    is('controller', 'the active controller'),
    is('out-of-sync', 'holds replicas that are not in sync'),
  ],
}

export const SOURCE_FILTER: FilterVocabulary = {
  keys: [
    text('cluster', 'cluster'),
    text('kind', 'what is asked'),
    text('state', 'state', ['lost', 'late', 'partial', 'starting', 'fresh', 'off']),
    number('age', 'duration', 'age of the last good answer'),
    number('interval', 'duration', 'how often'),
    number('failures', 'count', 'failures in the past hour'),
  ],
  conditions: [is('failing', 'the newest attempt failed'), is('stale', 'late or lost')],
}

export const CLUSTER_FILTER: FilterVocabulary = {
  keys: [
    text('cluster', 'name'),
    text('status', 'status', STATUSES),
    text('mode', 'KRaft or ZooKeeper', ['kraft', 'zookeeper', 'migrating']),
    text('environment', 'label'),
    text('region', 'label'),
    text('owner', 'label'),
    number('brokers', 'count', 'brokers up'),
    number('offline', 'count', 'offline partitions'),
    number('age', 'duration', 'age of what is shown'),
  ],
  conditions: [is('stale', 'late or lost'), is('kraft', 'without ZooKeeper'), is('zookeeper', 'with ZooKeeper')],
}
