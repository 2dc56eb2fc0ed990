import type { Envelope, PartitionRow, Partitions, Status, TopicDetail, TopicRow, Topics } from '@perigee/contract'
import { partitionsOf, topicsOf } from './canned-rows.ts'
import { ago, answer, type Canned } from './canned-story.ts'

const RANK: readonly Status[] = ['critical', 'warning', 'unknown', 'busy', 'ok', 'off']
const byStatus = (a: { status: Status }, b: { status: Status }) => RANK.indexOf(a.status) - RANK.indexOf(b.status)

/** A filter good enough for drawing: words, is:, status:, topic:, broker:, leader:. Answers with a mistake as text. */
export function mistakeOf(q: string): { readonly at: number; readonly message: string } | null {
  const bad = /(?:^|\s)(nonsense|color):/.exec(q)
  if (bad !== null) return { at: bad.index + (bad[0].startsWith(' ') ? 1 : 0), message: `There is no key ${bad[1]}` }
  const open = /(?:^|\s)\/[^/]*$/.exec(q)
  return open === null ? null : { at: open.index, message: 'The regular expression is not closed' }
}

const CONDITION: Readonly<Record<string, (row: TopicRow) => boolean>> = {
  offline: (row) => (row.offlinePartitions ?? 0) > 0,
  'under-min-isr': (row) => row.status === 'critical',
  'under-replicated': (row) => row.status === 'critical' || (row.underReplicatedPartitions ?? 0) > 0,
  skewed: (row) => (row.leaderSkew ?? 1) >= 2,
  reassigning: (row) => row.status === 'busy',
  unknown: (row) => row.status === 'unknown',
}

function matches(row: TopicRow, term: string): boolean {
  if (term.startsWith('-')) return !matches(row, term.slice(1))
  const [, key, value = ''] = /^(is|status|topic|name|rf|cleanup):(.*)$/.exec(term) ?? []
  if (key === undefined) return row.name.toLowerCase().includes(term.toLowerCase())
  if (key === 'is') return CONDITION[value]?.(row) ?? false
  if (key === 'status') return value.split(',').includes(row.status)
  if (key === 'rf') return String(row.replicationFactor) === value
  if (key === 'cleanup') return row.cleanup === value
  return value.endsWith('*') ? row.name.startsWith(value.slice(0, -1)) : row.name.includes(value)
}

const SORTS: Readonly<Record<string, (row: TopicRow) => number | string>> = {
  name: (row) => row.name,
  size: (row) => row.sizeBytes ?? Number.POSITIVE_INFINITY,
  messages: (row) => row.messagesInPerSecond ?? Number.POSITIVE_INFINITY,
  partitions: (row) => row.partitions ?? Number.POSITIVE_INFINITY,
}

function sorted(rows: readonly TopicRow[], sort: string | null): readonly TopicRow[] {
  const key = SORTS[(sort ?? '').replace(/^-/, '')]
  const sign = sort?.startsWith('-') ? -1 : 1
  if (key === undefined) return rows.toSorted((a, b) => byStatus(a, b) || a.name.localeCompare(b.name))
  return rows.toSorted((a, b) => (key(a) < key(b) ? -sign : key(a) > key(b) ? sign : 0))
}

/** A little life: rates change with every answer, and with them the order. */
function alive(canned: Canned, row: TopicRow): TopicRow {
  if (row.messagesInPerSecond === null) return row
  const wave = 1 + Math.sin(canned.nowMs / 900 + row.name.length) / 3
  return { ...row, messagesInPerSecond: row.messagesInPerSecond * wave }
}

/** A cluster that has never answered: nothing is known, and the failure says why. */
function neverRead(canned: Canned, search: URLSearchParams): Envelope<Topics['data']> {
  const failure = {
    source: 'kafka.topology',
    cluster: 'audit-us',
    target: 'kafka-1.audit.us:9093',
    code: 'REFUSED',
    message: 'connect ECONNREFUSED 10.4.0.7:9093',
    since: ago(canned, 252_000),
    retryable: true,
  }
  const unread = { sizesObservedAt: null, ratesObservedAt: null, configsObservedAt: null }
  const unknown = { ...unread, sizesIntervalMs: 60_000, configsIntervalMs: 300_000, nearest: null }
  const empty = { items: [], hiddenInternal: 0, statuses: {}, facets: [], gaps: [] }
  const window = { offset: 0, limit: Number(search.get('limit') ?? 100) }
  return answer(canned, { total: null, matched: null, ...window, ...empty, ...unknown }, null, [failure])
}

export function cannedTopics(canned: Canned, cluster: string, search: URLSearchParams): Envelope<Topics['data']> {
  if (cluster === 'audit-us') return neverRead(canned, search)
  const all = topicsOf(canned, cluster).map((row) => alive(canned, row))
  const terms = (search.get('q') ?? '').split(/\s+/).filter(Boolean)
  const named = all.filter((row) => terms.every((term) => matches(row, term)))
  const shown = search.get('internal') === 'show' ? named : named.filter((row) => !row.internal)
  const offset = Number(search.get('offset') ?? 0)
  const limit = Number(search.get('limit') ?? 100)
  const statuses = Object.fromEntries(RANK.map((status) => [status, all.filter((row) => row.status === status).length]))
  const matched = sorted(shown, search.get('sort'))
  return answer(canned, {
    total: all.length,
    matched: matched.length,
    offset,
    limit,
    items: matched.slice(offset, offset + limit),
    hiddenInternal: named.length - shown.length,
    statuses,
    facets: Object.keys(CONDITION).map((name) => ({
      q: `is:${name}`,
      count: all.filter((row) => CONDITION[name]?.(row)).length,
    })),
    nearest: matched.length === 0 ? (all[0]?.name ?? null) : null,
    sizesObservedAt: ago(canned, 41_000),
    sizesIntervalMs: 60_000,
    ratesObservedAt: ago(canned, 9_000),
    configsObservedAt: ago(canned, 95_000),
    configsIntervalMs: 300_000,
    gaps:
      canned.story === 'healthy'
        ? []
        : [
            {
              fact: 'log directory sizes',
              text: '1 of 24 brokers did not tell its sizes: broker 7 is down',
              code: 'NOT_ANSWERING',
              brokers: [7],
              needs: null,
            },
          ],
  })
}

export function cannedPartitions(
  canned: Canned,
  cluster: string,
  search: URLSearchParams,
): Envelope<Partitions['data']> {
  const all = topicsOf(canned, cluster)
    .slice(0, 800)
    .flatMap((topic) => partitionsOf(topic))
  const terms = (search.get('q') ?? '').split(/\s+/).filter(Boolean)
  const keep = (row: PartitionRow, term: string): boolean => {
    const [, key, value = ''] = /^(is|broker|leader|topic):(.*)$/.exec(term) ?? []
    if (key === 'is') return row.conditions.includes(value)
    if (key === 'broker') return row.replicas.some(({ broker }) => value.split(',').includes(String(broker)))
    if (key === 'leader') return String(row.leader) === value
    return row.topic.includes(key === undefined ? term : value)
  }
  const matched = all.filter((row) => terms.every((term) => keep(row, term))).toSorted(byStatus)
  const offset = Number(search.get('offset') ?? 0)
  const limit = Number(search.get('limit') ?? 100)
  const facets = ['offline', 'under-min-isr', 'under-replicated', 'reassigning'].map((name) => ({
    q: `is:${name}`,
    count: all.filter((row) => row.conditions.includes(name)).length,
  }))
  return answer(canned, {
    total: all.length,
    matched: matched.length,
    offset,
    limit,
    items: matched.slice(offset, offset + limit),
    facets,
    gaps: [],
  })
}

export function cannedTopic(canned: Canned, row: TopicRow): Envelope<TopicDetail['data']> {
  const partitionRows = partitionsOf(row).toSorted(byStatus)
  const bad = row.status === 'critical'
  const of = row.partitions ?? 0
  return answer(canned, {
    ...row,
    topicId: 'Jc2H8u0yRkW3n5oXvV9aFw',
    sentence: bad
      ? {
          strong: `2 of ${of} partitions refuse writes`,
          rest: ' since 02:14; every partition can be read. 5 more would stop with one more broker.',
          status: 'critical',
          lede: 'Writers with acks=all get NOT_ENOUGH_REPLICAS on partitions 1 and 2. Both miss broker 7 (down) and broker 11 (too slow).',
        }
      : { strong: '', rest: `All ${of} partitions of ${row.name} are in sync.`, status: row.status, lede: '' },
    atMinIsrPartitions: bad ? 5 : 0,
    reassigningPartitions: 0,
    nonPreferredLeaders: bad ? 3 : 0,
    partitionRows,
    leadersPerBroker: Array.from({ length: 24 }, (_, at) => ({
      broker: at + 1,
      leaders: at === 6 && bad ? 0 : 1 + ((at * 5) % 3),
      replicas: 6,
    })),
    configs: [
      {
        name: 'min.insync.replicas',
        value: '2',
        source: 'topic',
        readOnly: false,
        sensitive: false,
        fallback: { value: '1', source: 'broker-static' },
      },
      {
        name: 'retention.ms',
        value: '604800000',
        source: 'topic',
        readOnly: false,
        sensitive: false,
        fallback: { value: '259200000', source: 'broker-default-dynamic' },
      },
      {
        name: 'compression.type',
        value: 'zstd',
        source: 'topic',
        readOnly: false,
        sensitive: false,
        fallback: { value: 'producer', source: 'default' },
      },
      { name: 'cleanup.policy', value: 'delete', source: 'default', readOnly: false, sensitive: false, fallback: null },
      {
        name: 'max.message.bytes',
        value: '1048588',
        source: 'default',
        readOnly: false,
        sensitive: false,
        fallback: null,
      },
      {
        name: 'segment.bytes',
        value: '1073741824',
        source: 'broker-static',
        readOnly: false,
        sensitive: false,
        fallback: { value: '1073741824', source: 'default' },
      },
    ],
    retention: { byTime: '7 d', bySize: 'no limit', decides: 'time' },
    sizesObservedAt: ago(canned, 41_000),
    sizesIntervalMs: 60_000,
    ratesObservedAt: ago(canned, 9_000),
    configsObservedAt: ago(canned, 95_000),
    configsIntervalMs: 300_000,
    changes: bad
      ? [
          {
            at: ago(canned, 41 * 60_000),
            cluster: 'payments-eu',
            status: 'critical',
            text: 'partitions 1 and 2 began to refuse writes',
            href: '#',
          },
        ]
      : [],
    gaps: [],
  })
}
