import type { BrokerDetail, BrokerRow, Brokers, Envelope, Measure, RestartCheck } from '@perigee/contract'
import { ago, answer, type Canned } from './canned-story.ts'

const RACKS = ['eu-1a', 'eu-1b', 'eu-1c']

function healthyBroker(canned: Canned, id: number): BrokerRow {
  return {
    id,
    host: `kafka-${id}.payments.eu`,
    port: 9093,
    rack: RACKS[(id - 1) % 3] ?? null,
    status: 'ok',
    word: 'OK',
    reasons: [],
    since: ago(canned, 12 * 86_400_000),
    registered: true,
    answering: true,
    controller: id === 2,
    release: '3.9',
    latencyMs: 2 + (id % 5),
    leaders: 250 + ((id * 7) % 13),
    preferredLeaders: 254,
    replicas: 760 + ((id * 11) % 17),
    underReplicatedPartitions: 0,
    outOfSyncReplicas: 0,
    offlineReplicas: 0,
    sizeBytes: 2.6e12 + id * 1e10,
    totalBytes: 4e12,
    usableBytes: 1.4e12 - id * 1e10,
    logDirs: 2,
    offlineLogDirs: 0,
    sizesObservedAt: ago(canned, 41_000),
    messagesInPerSecond: 14_000 + ((id * 331) % 900),
  }
}

function brokerOf(canned: Canned, id: number): BrokerRow {
  const row = healthyBroker(canned, id)
  if (canned.story === 'healthy') return row
  if (id === 7)
    return {
      ...row,
      status: 'critical',
      word: 'Down',
      reasons: ['not registered since 02:13; explains 762 of 778 under-replicated partitions'],
      since: ago(canned, 42 * 60_000),
      registered: false,
      answering: false,
      release: null,
      latencyMs: null,
      leaders: 0,
      underReplicatedPartitions: 0,
      outOfSyncReplicas: 762,
      offlineReplicas: 762,
      sizeBytes: null,
      totalBytes: null,
      usableBytes: null,
      offlineLogDirs: null,
      messagesInPerSecond: null,
    }
  if (id === 11)
    return {
      ...row,
      status: 'warning',
      word: 'Behind',
      reasons: ['25 of its replicas fell out of the ISR since 02:14'],
      underReplicatedPartitions: 12,
      outOfSyncReplicas: 25,
      latencyMs: 880,
      usableBytes: 4e11,
    }
  if (id === 16)
    return {
      ...row,
      status: 'unknown',
      word: 'Not answering',
      reasons: ['no answer in 5 s since 02:44; still registered'],
      answering: false,
      latencyMs: null,
      sizeBytes: null,
      totalBytes: null,
      usableBytes: null,
      messagesInPerSecond: null,
    }
  return row
}

const IDS = Array.from({ length: 24 }, (_, at) => at + 1)
const RANK = ['critical', 'warning', 'unknown', 'busy', 'ok', 'off']

export function cannedBrokers(canned: Canned): Envelope<Brokers['data']> {
  const items = IDS.map((id) => brokerOf(canned, id)).toSorted(
    (a, b) => RANK.indexOf(a.status) - RANK.indexOf(b.status) || a.id - b.id,
  )
  const fine = canned.story === 'healthy'
  return answer(canned, {
    sentence: fine
      ? { strong: '', rest: 'All 24 brokers are up and in sync.', status: 'ok', lede: '' }
      : {
          strong: 'Broker 7 is down',
          rest: ' since 02:13 and broker 11 is too slow to keep up; 22 of 24 brokers are fine or answer late.',
          status: 'critical',
          lede: 'Broker 16 is registered but does not answer Perigee: its disk figures are not known.',
        },
    items,
    gaps: fine
      ? []
      : [
          {
            fact: 'log directory sizes',
            text: '2 of 24 brokers did not tell their sizes',
            code: 'NOT_ANSWERING',
            brokers: [7, 16],
            needs: null,
          },
        ],
  })
}

export function cannedRestart(canned: Canned, id: number): RestartCheck {
  if (canned.story === 'healthy')
    return {
      verdict: 'safe',
      sentence: `Broker ${id} can be restarted now: every partition keeps min ISR and 258 leaders move.`,
      reasons: [],
      checks: [
        {
          status: 'ok',
          title: 'Every partition keeps min ISR',
          text: '765 partitions, all with a spare copy',
          href: null,
        },
        { status: 'ok', title: 'Every leader can move', text: '258 leaders, all have an in-sync follower', href: null },
        { status: 'ok', title: 'Controller is elsewhere', text: 'controller 101; quorum 3/3 stays', href: null },
        { status: 'off', title: 'No reassignment touches it', text: 'none running', href: null },
      ],
      offlinePartitions: 0,
      underMinIsrPartitions: 0,
      leadersToMove: 258,
      judgedFrom: ago(canned, 9_000),
    }
  return {
    verdict: 'unsafe',
    sentence: '86 partitions would fall under min ISR and refuse writes: they already miss broker 7.',
    reasons: ['Safe again when broker 7 is back in sync.'],
    checks: [
      {
        status: 'critical',
        title: 'Every partition keeps min ISR',
        text: '86 of 765 would not; 9 already do not',
        href: `/c/payments-eu/partitions?q=broker:${id} is:at-min-isr`,
      },
      { status: 'ok', title: 'Every leader can move', text: '258 leaders, all have an in-sync follower', href: null },
      { status: 'ok', title: 'Controller is elsewhere', text: 'broker 2; quorum 3/3 stays', href: null },
      { status: 'off', title: 'No reassignment touches it', text: 'none running', href: null },
    ],
    offlinePartitions: 0,
    underMinIsrPartitions: 86,
    leadersToMove: 258,
    judgedFrom: ago(canned, 9_000),
  }
}

function measuresOf(canned: Canned, id: number): Measure[] {
  const rows = IDS.filter((each) => each !== id).map((each) => brokerOf(canned, each))
  const own = brokerOf(canned, id)
  const measure = (
    name: string,
    unit: string,
    pick: (row: BrokerRow) => number | null,
    href: string | null = null,
  ): Measure => {
    const peers = rows.map(pick).filter((value) => value !== null)
    const value = pick(own)
    const ordered = peers.toSorted((a, b) => a - b)
    const median = ordered[Math.floor(ordered.length / 2)] ?? null
    const high = value !== null && median !== null && value > 4 * median
    return {
      measure: name,
      unit,
      value,
      median,
      rank: value === null ? null : 1 + peers.filter((peer) => peer > value).length,
      of: peers.length + (value === null ? 0 : 1),
      peers,
      status: high ? 'warning' : value === null ? 'unknown' : 'ok',
      href,
    }
  }
  return [
    measure('Time to answer', 'ms', (row) => row.latencyMs),
    measure(
      'Replicas out of sync',
      'partitions',
      (row) => row.outOfSyncReplicas,
      `/c/payments-eu/partitions?q=broker:${id} is:under-replicated`,
    ),
    measure('Leaders', 'partitions', (row) => row.leaders, `/c/payments-eu/partitions?q=leader:${id}`),
    measure('Replicas', 'partitions', (row) => row.replicas, `/c/payments-eu/partitions?q=broker:${id}`),
    measure('Size', 'bytes', (row) => row.sizeBytes),
    measure('Messages in', 'messages/s', (row) => row.messagesInPerSecond),
    measure('Fullest disk', 'ratio', (row) =>
      row.usableBytes === null || row.totalBytes === null ? null : 1 - row.usableBytes / row.totalBytes,
    ),
  ]
}

export function cannedBroker(canned: Canned, id: number): Envelope<BrokerDetail['data']> | null {
  if (!IDS.includes(id)) return null
  const row = brokerOf(canned, id)
  const down = row.answering === false
  return answer(canned, {
    ...row,
    sentence:
      id === 11 && canned.story !== 'healthy'
        ? {
            strong: 'Broker 11 is behind',
            rest: ': 25 of its replicas fell out of the ISR since 02:14, and it answers 200 times slower than its peers.',
            status: 'warning',
            lede: 'Load, leaders and sizes are as on its peers.',
          }
        : {
            strong: down ? `Broker ${id} ${row.word.toLowerCase()}` : '',
            rest: down ? ' since 02:13.' : `Broker ${id} is up and in sync.`,
            status: row.status,
            lede: '',
          },
    restart: cannedRestart(canned, id),
    measures: measuresOf(canned, id),
    logDirDetails: down
      ? null
      : [
          {
            path: '/data1',
            status: 'ok',
            word: 'OK',
            replicas: 380,
            sizeBytes: 1.3e12,
            totalBytes: 2e12,
            usableBytes: 0.78e12,
          },
          {
            path: '/data2',
            status: id === 11 ? 'warning' : 'ok',
            word: id === 11 ? 'Nearly full' : 'OK',
            replicas: 385,
            sizeBytes: 1.36e12,
            totalBytes: 2e12,
            usableBytes: id === 11 ? 0.18e12 : 0.72e12,
          },
          {
            path: '/data3',
            status: 'unknown',
            word: 'Size not told',
            replicas: 0,
            sizeBytes: 0,
            totalBytes: null,
            usableBytes: null,
          },
        ],
    configs: down
      ? null
      : [
          {
            name: 'num.io.threads',
            value: '16',
            source: 'broker-dynamic',
            readOnly: false,
            sensitive: false,
            fallback: { value: '8', source: 'default' },
          },
          {
            name: 'log.retention.hours',
            value: '72',
            source: 'broker-static',
            readOnly: true,
            sensitive: false,
            fallback: { value: '168', source: 'default' },
          },
          {
            name: 'listener.name.internal.ssl.keystore.password',
            value: null,
            source: 'broker-static',
            readOnly: true,
            sensitive: true,
            fallback: null,
          },
          {
            name: 'advertised.listeners',
            value: `INTERNAL://kafka-${id}.payments.eu:9093,EXTERNAL://kafka-${id}.payments.example.com:9094`,
            source: 'broker-static',
            readOnly: true,
            sensitive: false,
            fallback: { value: null, source: 'default' },
          },
          ...Array.from({ length: 40 }, (_, at) => ({
            name: `log.default.setting.${at}`,
            value: String(at * 1024),
            source: 'default',
            readOnly: at % 2 === 0,
            sensitive: false,
            fallback: null,
          })),
        ],
    configsObservedAt: down ? null : ago(canned, 95_000),
    configsIntervalMs: 300_000,
    sizesIntervalMs: 60_000,
    apiRanges: down
      ? null
      : [
          { key: 0, name: 'Produce', min: 0, max: 11 },
          { key: 1, name: 'Fetch', min: 0, max: 17 },
          { key: 3, name: 'Metadata', min: 0, max: 12 },
        ],
    cost: { requests: 4_812, bytes: 91_000_000, busyMs: 12_400, since: ago(canned, 3_600_000) },
    changes:
      canned.story === 'healthy'
        ? []
        : [
            {
              at: ago(canned, 41 * 60_000),
              cluster: 'payments-eu',
              status: 'warning',
              text: `broker ${id} fell out of the ISR of 25 partitions`,
              href: '#',
            },
            {
              at: ago(canned, 12 * 86_400_000),
              cluster: 'payments-eu',
              status: 'busy',
              text: `broker ${id} registered again`,
              href: '#',
            },
          ],
    gaps: down
      ? [
          {
            fact: 'log directories',
            text: `Broker ${id} does not answer: its disks and settings are not known`,
            code: 'NOT_ANSWERING',
            brokers: [id],
            needs: null,
          },
        ]
      : [],
    neighbours: { previous: id > 1 ? id - 1 : null, next: id < 24 ? id + 1 : null },
  })
}
