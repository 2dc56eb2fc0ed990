import type { BrokerCell, Envelope, Impact, Scenario, Status, WhatIf } from '@perigee/contract'
import { answer, type Canned } from './canned-story.ts'

const RACKS: Readonly<Record<string, readonly number[]>> = {
  'eu-1a': [1, 2, 3, 4, 5, 6, 19, 20],
  'eu-1b': [7, 8, 9, 10, 12, 16, 21, 22],
  'eu-1c': [11, 13, 14, 15, 17, 18, 23, 24],
}
const TOTAL = 6_140

function impact(offline: number, unwritable: number, lastCopy = 0): Impact {
  const degraded = 700 + unwritable
  return {
    offlinePartitions: offline,
    unwritablePartitions: unwritable,
    degradedPartitions: degraded,
    finePartitions: TOTAL - offline - unwritable - degraded,
    lastCopyPartitions: lastCopy,
  }
}

const LOOK: Readonly<Record<Scenario['verdict'], readonly [Status, string]>> = {
  outage: ['critical', 'Outage'],
  partial: ['warning', 'Partial'],
  fine: ['ok', 'Fine'],
  unknown: ['unknown', 'Not known'],
}

function scenario(
  verdict: Scenario['verdict'],
  title: string,
  more: { detail: string; note: string; lose: string; impact: Impact; word?: string },
): Scenario {
  const [status, word] = LOOK[verdict]
  return {
    ...more.impact,
    verdict,
    status,
    word: more.word ?? word,
    title,
    detail: more.detail,
    note: more.note,
    lose: more.lose,
  }
}

const BROKEN: readonly Scenario[] = [
  scenario('outage', 'Nothing more', { detail: 'as it is now', note: '', lose: '', impact: impact(3, 9), word: 'Now' }),
  scenario('outage', 'Any one broker of eu-1a or eu-1c', {
    detail: 'worst: 4',
    note: '81 to 102 by broker',
    lose: 'broker:4',
    impact: impact(7, 102),
  }),
  scenario('partial', 'Any one broker of eu-1b', {
    detail: 'worst: 21',
    note: '4 more',
    lose: 'broker:21',
    impact: impact(4, 13),
  }),
  scenario('outage', 'Rack eu-1a', {
    detail: '8 brokers',
    note: '9 lose their last copy in sync',
    lose: 'rack:eu-1a',
    impact: impact(25, 769, 9),
  }),
  scenario('partial', 'Rack eu-1b', {
    detail: '7 of 8 brokers',
    note: 'mostly RF 1',
    lose: 'rack:eu-1b',
    impact: impact(11, 25),
  }),
  scenario('outage', 'Rack eu-1c', { detail: '8 brokers', note: '', lose: 'rack:eu-1c', impact: impact(15, 762) }),
  scenario('outage', 'Controller majority', {
    detail: '2 of 3 voters',
    note: 'no elections, no changes',
    lose: 'controllers:2',
    impact: impact(3, 9),
  }),
]
const WELL: readonly Scenario[] = [
  scenario('fine', 'Nothing more', { detail: 'as it is now', note: '', lose: '', impact: impact(0, 0), word: 'Now' }),
  scenario('fine', 'Any one broker', { detail: 'worst: 4', note: '', lose: 'broker:4', impact: impact(0, 0) }),
  scenario('fine', 'Any one rack', { detail: '8 brokers', note: '', lose: 'rack:eu-1a', impact: impact(0, 0) }),
  scenario('partial', 'Any two racks', {
    detail: '16 brokers',
    note: 'one copy stays',
    lose: 'rack:eu-1a,rack:eu-1b',
    impact: impact(0, 6_104),
  }),
]

function lostBrokers(lose: readonly string[]): number[] {
  return lose.flatMap((each) => {
    const [kind, name = ''] = each.split(':')
    return kind === 'rack' ? [...(RACKS[name] ?? [])] : kind === 'broker' ? [Number(name)] : []
  })
}

export function cannedWhatIf(canned: Canned, lose: readonly string[]): Envelope<WhatIf['data']> {
  const well = canned.story === 'healthy'
  const scenarios = well ? WELL : BROKEN
  const lost = lostBrokers(lose)
  const same = scenarios.find((each) => each.lose === lose.join(','))
  const after = same ?? {
    ...impact(well ? 0 : 3 + lost.length, well ? 0 : 9 + 93 * lost.length),
    verdict: lost.length === 0 ? ('fine' as const) : ('outage' as const),
  }
  const cells = Object.entries(RACKS).flatMap(([rack, ids]) =>
    ids.map((id): BrokerCell & { dataCentre: string | null } => ({
      id,
      rack,
      dataCentre: null,
      status: !well && id === 7 ? 'critical' : 'ok',
      word: !well && id === 7 ? 'Down' : 'OK',
      controller: id === 2,
    })),
  )
  return answer(canned, {
    sentence: well
      ? {
          strong: '',
          rest: 'Any one rack may fail: every partition keeps taking writes.',
          status: 'ok',
          lede: 'Two racks at once would stop writes on 6,104 of 6,140 partitions.',
        }
      : {
          strong: 'Nothing more may fail.',
          rest: 'Losing any further broker in eu-1a or eu-1c stops writes on 81 to 102 partitions; no data is lost yet.',
          status: 'critical',
          lede: 'When broker 7 is back in sync, a whole rack may fail again for all but 36 partitions. Bytes left to copy are not known while broker 7 is down.',
        },
    lose: [...lose],
    lostBrokers: lost,
    verdict: after.verdict,
    now: scenarios[0] as Impact,
    after,
    partitions: TOTAL,
    hitHardest:
      lost.length === 0
        ? []
        : [
            { topic: 'ledger.postings', unwritable: 14, offline: 0 },
            { topic: 'payments.captured', unwritable: 6, offline: 0 },
            { topic: 'psp.callback-buffer', unwritable: 0, offline: 7 },
          ],
    topicsHit: lost.length === 0 ? 0 : 312,
    controllers: { status: 'ok', text: '2 of 3 voters stay: elections work' },
    leadersPerBroker: { before: 254, after: lost.length === 0 ? 254 : 409 },
    disks: {
      status: lost.length > 4 ? 'warning' : 'ok',
      text: lost.length > 4 ? 'no room: 106 % of 15 brokers' : 'room for all',
    },
    survivableBrokerLosses: well ? 1 : 0,
    canLose: well ? '1 rack' : 'nothing',
    canLoseStatus: well ? 'ok' : 'critical',
    brokerCells: cells,
    scenarios: [...scenarios],
    weakSpots: [
      {
        code: 'one-copy',
        status: 'warning',
        title: 'One copy only',
        topics: 2,
        partitions: 36,
        meaning: 'any broker loss takes some of them offline',
        href: '/c/payments-eu/partitions?q=rf:1',
        topicsHref: '/c/payments-eu/topics?q=rf:1&internal=show',
      },
      {
        code: 'min-isr-1',
        status: 'warning',
        title: 'min ISR 1 with RF 3',
        topics: 5,
        partitions: 118,
        meaning: 'a write may live on one disk only',
        href: '/c/payments-eu/partitions?q=min-isr:1%20rf:>=3',
        topicsHref: null,
      },
      {
        code: 'shared-rack',
        status: 'ok',
        title: 'Copies share a rack',
        topics: 0,
        partitions: 0,
        meaning: 'all RF 3 partitions span 3 racks',
        href: null,
        topicsHref: null,
      },
      {
        code: 'mirror',
        status: 'unknown',
        title: 'Copy in another region',
        topics: null,
        partitions: null,
        meaning: 'MirrorMaker is not configured here',
        href: null,
        topicsHref: null,
      },
    ],
  })
}
