import { type BrokerRow, type Brokers, type Sentence, STATUSES } from '@perigee/contract'
import type { ClusterJudgement } from '@perigee/domain'
import type { ClusterState } from '../../facts/state.ts'
import { freshnessOfAnswer } from '../wire/freshness.ts'
import { usedOf } from '../wire/readings.ts'
import { listWords, plural, thousands } from '../wire/words.ts'
import { brokerRow } from './row.ts'

/** Brokers of a cluster: listed, expected, seen before and named by replica lists; worst first, then by id. */
export function brokersView(cluster: ClusterState, now: number): Brokers {
  const judgement = cluster.judgement(now)
  const items = judgement.brokerStandings
    .map((standing) => brokerRow(cluster, standing))
    .sort((a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status) || a.id - b.id)
  return {
    data: {
      sentence: brokersSentence(items, judgement),
      items,
      gaps: judgement.gaps
        .filter(({ fact }) => BROKER_FACTS.has(fact))
        .map((gap) => ({ ...gap, brokers: [...gap.brokers] })),
    },
    freshness: freshnessOfAnswer(
      usedOf(cluster.facts, ['registry'], ['topology', 'quorum', 'logDirs', 'brokerConfigs', 'endOffsets']),
      now,
    ),
  }
}

const BROKER_FACTS: ReadonlySet<string> = new Set([
  'registry',
  'metadata',
  'log-dirs',
  'broker-configs',
  'api-versions',
])

/** `Broker 3 needs attention: Down.` or `All 24 brokers are well.` */
export function brokersSentence(items: readonly BrokerRow[], { brokers }: ClusterJudgement): Sentence {
  const troubled = items.filter(({ status }) => status === 'critical' || status === 'warning')
  const unknown = items.filter(({ status }) => status === 'unknown')
  const lede = upWords(brokers)
  if (items.length === 0) return { strong: 'No broker is known yet', rest: '.', status: 'unknown', lede }
  if (troubled.length === 1)
    return {
      strong: `Broker ${troubled[0]?.id} needs attention`,
      rest: `: ${troubled[0]?.word.toLowerCase()}.`,
      status: troubled[0]?.status ?? 'warning',
      lede,
    }
  if (troubled.length > 1) {
    const words = listWords(
      troubled.map(({ id }) => id),
      6,
    )
    return { strong: `Brokers ${words} need attention`, rest: '.', status: troubled[0]?.status ?? 'warning', lede }
  }
  if (unknown.length > 0 && items.every(({ registered }) => registered)) {
    const strong = items.length === 1 ? 'Its one broker is registered' : `All ${items.length} brokers are registered`
    return { strong, rest: `; ${lowerFirst(unknown[0]?.reasons[0] ?? '')}`, status: 'unknown', lede }
  }
  if (unknown.length > 0)
    return { strong: `${plural(unknown.length, 'broker')} cannot be seen`, rest: '.', status: 'unknown', lede }
  return {
    strong: items.length === 1 ? 'Its one broker is well' : `All ${items.length} brokers are well`,
    rest: '.',
    status: 'ok',
    lede,
  }
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

function upWords({ up, expected, expectedBy }: ClusterJudgement['brokers']): string {
  if (up === null || expected === null) return 'How many are up is not known.'
  return `${thousands(up)} of ${thousands(expected)} up${expectedBy === 'inferred' ? '; the number is inferred, none is configured' : ''}.`
}
