import type { Assessment } from '../assessment.ts'
import type { ClusterFacts } from '../facts.ts'
import { countOf } from '../quorum-state.ts'
import { statusRank, worstStatus } from '../status.ts'
import { type Attribution, attribute, LAGGING } from './attribution.ts'
import { type BrokerGroup, groupsOf, troubledGroups } from './broker-groups.ts'
import { brokerProblem } from './broker-problems.ts'
import { brokerStandings } from './broker-standings.ts'
import { diskProblems, diskState } from './disks.ts'
import { canLoseWords, survivableBrokerLosses } from './endurance-words.ts'
import { gapsOf } from './gaps.ts'
import type { BrokerStanding, ClusterJudgement, ClusterProblem, JudgeOptions, UpOf } from './judgement.ts'
import { keeperProblems } from './keeper-problems.ts'
import { metadataBehind } from './metadata-behind.ts'
import { partitionProblems } from './partition-problems.ts'
import { controllerState, noController, quorumProblems, quorumUp } from './quorum-problems.ts'
import { blindness } from './reading-problems.ts'
import { sentenceOf } from './sentence.ts'
import { type Situation, situationOf } from './situation.ts'
import { skewOf } from './skew.ts'
import { whyProblems } from './why-problems.ts'

/**
 * Judges a cluster as a whole: status, problems by cause, and what follows for the one who watches it. `assessment` is
 * that of the facts' topology (or one reading older); null before the first.
 */
export function judgeCluster(
  facts: ClusterFacts,
  assessment: Assessment | null,
  options: JudgeOptions,
): ClusterJudgement {
  const situation = situationOf(facts, assessment, options)
  const standings = brokerStandings(situation)
  const blind = blindness(situation, options.bootstrapCount)
  const attribution = blind.total ? null : attributionOf(situation, standings)
  const seen = blind.total ? [] : seenProblems(situation, { standings, attribution })
  const problems = [...seen, ...blind.problems].sort((a, b) => statusRank(a.status) - statusRank(b.status))
  const moving = !blind.total && (assessment?.counts.reassigning ?? 0) > 0
  const status = problems.length > 0 ? worstStatus(problems.map((problem) => problem.status)) : moving ? 'busy' : 'ok'
  const live = liveIds(standings)
  const brokers = brokersUp(situation, standings)
  const canLose = blind.total ? null : canLoseWords(situation)
  return {
    status,
    freshness: olderOf(situation),
    reasons: problems.map(({ title, text, explained = '' }) => `${title} ${text} ${explained}`.trim()),
    problems,
    sentence: sentenceOf({ situation, status, problems, attribution, brokers, canLose }),
    brokers,
    quorum: quorumUp(situation),
    controller: controllerState(situation),
    survivableBrokerLosses: blind.total ? null : survivableBrokerLosses(situation),
    canLose,
    metadata: { fromBroker: fromBroker(facts), behind: metadataBehind(situation) },
    gaps: gapsOf(facts),
    skew: skewOf(assessment, live),
    disks: diskState(situation, live),
    brokerStandings: standings,
  }
}

function seenProblems(
  situation: Situation,
  { standings, attribution }: { standings: readonly BrokerStanding[]; attribution: Attribution | null },
): readonly ClusterProblem[] {
  const groups = troubledGroups(standings)
  const told = new Set(groups.flatMap((group) => group.brokers.map((broker) => broker.id)))
  const context = { situation, standings, attribution }
  const asProblem = (group: BrokerGroup) => brokerProblem(context, group)
  const quorum = quorumProblems(situation, told)
  return [
    ...quorum.filter((one) => !isOneMember(one)),
    ...noController(situation),
    ...groups.map(asProblem),
    // A data centre that is cut off is told by its brokers first: with a majority left, the member it took is the lesser news.
    ...quorum.filter(isOneMember),
    ...missingByCount(situation, standings),
    ...(attribution ? partitionProblems(situation, attribution) : []),
    ...groupsOf('behind', standings).map(asProblem),
    ...whyProblems(situation, told),
    ...keeperProblems(situation),
    ...diskProblems(situation, liveIds(standings)),
    ...groupsOf('refuses', standings).map((group) => ({ ...asProblem(group), status: 'unknown' as const })),
  ]
}

function isOneMember({ code }: ClusterProblem): boolean {
  return code.startsWith('voters-missing:') || code.startsWith('zookeeper-node:')
}

/** Two passes: brokers with a trouble of their own first; what they leave unexplained is laid to brokers that lag. */
function attributionOf(situation: Situation, standings: readonly BrokerStanding[]): Attribution | null {
  const { assessment } = situation
  if (assessment === null || situation.topologyFreshness === 'lost') return null
  const suspects = new Map(
    troubledGroups(standings).flatMap((group) =>
      group.brokers.map((broker): [number, string] => [broker.id, group.code]),
    ),
  )
  const first = attribute(assessment, suspects)
  if (first.lagging.size === 0) return first
  const lagging = [...first.lagging.keys()].map((broker): [number, string] => [broker, LAGGING])
  return { ...attribute(assessment, new Map([...suspects, ...lagging])), lagging: first.lagging }
}

/** The operator says how many there should be, and some of them were never seen. */
function missingByCount(situation: Situation, standings: readonly BrokerStanding[]): ClusterProblem[] {
  const expected = countOf(situation.facts.expected.brokers)
  const missing = expected === null ? 0 : expected - standings.length
  if (missing <= 0) return []
  return [
    {
      code: 'brokers-missing',
      status: 'warning',
      title: `${missing} of ${expected} expected brokers ${missing === 1 ? 'is' : 'are'} missing`,
      text: `${situation.since('brokers-missing').trim()} and ${missing === 1 ? 'has' : 'have'} not been seen here.`.trim(),
      target: { page: 'brokers' },
      targetLabel: 'Brokers',
      explains: [],
    },
  ]
}

function brokersUp(situation: Situation, standings: readonly BrokerStanding[]): UpOf {
  const configured = countOf(situation.facts.expected.brokers)
  const inferred = standings.length > 0 ? standings.length : null
  const blind = situation.registryFreshness === 'never' || situation.registryFreshness === 'lost'
  return {
    up: blind ? null : liveIds(standings).length,
    expected: configured ?? inferred,
    expectedBy: configured !== null ? 'configured' : inferred === null ? null : 'inferred',
  }
}

/** Registered and not silent: one that refuses us is up all the same. */
function liveIds(standings: readonly BrokerStanding[]): readonly number[] {
  return standings.filter(({ registered, trouble }) => registered === true && trouble !== 'silent').map(({ id }) => id)
}

function fromBroker(facts: ClusterFacts): number | null {
  const from = facts.topology.value?.topology.fromBroker ?? facts.registry.value?.fromBroker ?? -1
  return from < 0 ? null : from
}

const AGES = ['fresh', 'late', 'lost', 'never'] as const

function olderOf(situation: Situation) {
  const { registryFreshness, topologyFreshness } = situation
  return AGES.indexOf(registryFreshness) >= AGES.indexOf(topologyFreshness) ? registryFreshness : topologyFreshness
}
