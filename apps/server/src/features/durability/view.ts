import type { Impact, WhatIf } from '@perigee/contract'
import { type ClusterJudgement, parseLoss, type Target, whatIf } from '@perigee/domain'
import type { ClusterState } from '../../facts/state.ts'
import { brokerCells } from '../clusters/broker-cells.ts'
import { lostOf } from '../clusters/lost.ts'
import { freshnessOfAnswer } from '../wire/freshness.ts'
import { hrefOf, hrefOrNull } from '../wire/hrefs.ts'
import { usedOf } from '../wire/readings.ts'
import { whyNothing } from '../wire/refusal.ts'
import { clockSecondsWords } from '../wire/words.ts'
import { lossRefusal } from './refusal.ts'

type Data = WhatIf['data']

/** What the loss of brokers, racks, data centres or controllers would do, on top of what is already down. */
export function whatIfView(cluster: ClusterState, lose: string | undefined, now: number): WhatIf {
  const judgement = cluster.judgement(now)
  return {
    data: {
      ...outcomeOf(cluster, { lose: lose ?? '', judgement, now }),
      survivableBrokerLosses: judgement.survivableBrokerLosses,
      canLose: judgement.canLose,
      canLoseStatus: canLoseStatus(judgement),
      brokerCells: cellsOf(cluster, judgement),
    },
    freshness: freshnessOfAnswer(
      usedOf(cluster.facts, ['registry', 'topology'], ['quorum', 'zookeeper', 'topicConfigs', 'logDirs']),
      now,
    ),
  }
}

interface Asked {
  readonly lose: string
  readonly judgement: ClusterJudgement
  readonly now: number
}

function canLoseStatus({ status, canLose, survivableBrokerLosses }: ClusterJudgement): Data['canLoseStatus'] {
  if (canLose === null || survivableBrokerLosses === null) return 'unknown'
  if (survivableBrokerLosses > 0 || canLose !== 'nothing') return 'ok'
  return status === 'critical' || status === 'warning' ? status : 'off'
}

type Outcome = Omit<Data, 'survivableBrokerLosses' | 'canLose' | 'canLoseStatus' | 'brokerCells'>

function outcomeOf(cluster: ClusterState, { lose, judgement, now }: Asked): Outcome {
  const parsed = parseLoss(lose)
  if ('error' in parsed) throw lossRefusal(parsed)
  const { assessment, facts, remembered } = cluster
  if (assessment === null) return nothingKnown(cluster, lose)
  const { terms } = parsed
  const result = whatIf(facts, assessment, { terms, remembered: remembered.keys(), canLose: judgement.canLose })
  if ('error' in result) throw lossRefusal(result)
  const { scenarios, weakSpots, sentence, ...outcome } = result
  return {
    ...outcome,
    sentence: dated(cluster, sentence, now),
    lose: [...outcome.lose],
    lostBrokers: [...outcome.lostBrokers],
    hitHardest: outcome.hitHardest.map((hit) => ({ ...hit })),
    scenarios: scenarios.map((scenario) => ({ ...scenario })),
    weakSpots: weakSpots.map(({ target, ...spot }) => ({ ...spot, ...linksOf(cluster.name, spot.code, target) })),
  }
}

/**
 * Weaknesses whose filter of partitions opens the topics of the count too. Others mix what topics say as a whole: where
 * copies differ within a topic the rows would not be the ones counted.
 */
const SAME_TOPICS: ReadonlySet<string> = new Set(['rf-1', 'rack-violation'])

function linksOf(
  cluster: string,
  code: string,
  target: Target | null,
): Pick<Data['weakSpots'][number], 'href' | 'topicsHref'> {
  const href = hrefOrNull(cluster, target)
  if (target?.page === 'topics') return { href: null, topicsHref: href }
  if (target?.page !== 'partitions' || !SAME_TOPICS.has(code)) return { href, topicsHref: null }
  return { href, topicsHref: hrefOf(cluster, { ...target, page: 'topics' }) }
}

/** Metadata that is lost answers for the past only, and the sentence says so. */
function dated({ facts }: ClusterState, sentence: Data['sentence'], now: number): Data['sentence'] {
  const at = facts.topology.observedAt
  if (lostOf(facts, now) !== 'lost' || at === undefined) return sentence
  const lede = `Judged from metadata of ${clockSecondsWords(at, now)}, the last that was read. ${sentence.lede}`
  return { ...sentence, status: 'unknown', lede: lede.trim() }
}

const UNKNOWN_IMPACT: Impact = {
  offlinePartitions: null,
  unwritablePartitions: null,
  degradedPartitions: null,
  finePartitions: null,
  lastCopyPartitions: null,
}

function nothingKnown({ name, facts }: ClusterState, lose: string): Outcome {
  const unknown = { status: 'unknown', text: 'not known' } as const
  return {
    sentence: {
      strong: `The partitions of ${name} are not known yet`,
      rest: `: ${whyNothing(facts)}.`,
      status: 'unknown',
      lede: 'What may fail can be told once they are.',
    },
    lose: lose === '' ? [] : lose.split(','),
    lostBrokers: [],
    verdict: 'unknown',
    now: UNKNOWN_IMPACT,
    after: UNKNOWN_IMPACT,
    partitions: null,
    hitHardest: [],
    topicsHit: null,
    controllers: unknown,
    leadersPerBroker: { before: null, after: null },
    disks: unknown,
    scenarios: [],
    weakSpots: [],
  }
}

function cellsOf(cluster: ClusterState, { brokerStandings }: ClusterJudgement): Data['brokerCells'] {
  const { dataCentres } = cluster.facts.expected
  return brokerCells(brokerStandings).map((cell) => ({
    ...cell,
    dataCentre: cell.rack === null ? null : (dataCentres.get(cell.rack) ?? null),
  }))
}
