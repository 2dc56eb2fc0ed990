import type { FindingWire, GapWire, Quorum } from '@perigee/contract'
import {
  type ClusterFacts,
  judgeEnsemble,
  judgeKraft,
  type KeeperFinding,
  type Sentence,
  statusRank,
  type Why,
} from '@perigee/domain'
import type { ClusterState } from '../../facts/state.ts'
import { freshnessOfAnswer } from '../wire/freshness.ts'
import { mergeGaps } from '../wire/gaps.ts'
import { usedOf } from '../wire/readings.ts'
import { ensembleWire } from './ensemble.ts'
import { kraftWire } from './kraft.ts'

/** Who keeps the state of the cluster, and how well. A cluster that migrates has both. */
export function quorumView(cluster: ClusterState, now: number): Quorum {
  const { facts } = cluster
  const kept = keepersOf(facts)
  const ensemble = kept.zookeeper ? judgeEnsemble(facts, cluster.listings, now) : null
  const kraft = kept.kraft ? judgeKraft(facts, cluster.reigns, now) : null
  const judged = [ensemble, kraft].filter((one) => one !== null)
  const felt = cluster.whys.filter(({ code }) => FELT.has(code))
  const findings = [...felt.map(feltFinding), ...judged.flatMap((one) => one.findings)].sort(
    (a, b) => statusRank(a.status) - statusRank(b.status),
  )
  return {
    data: {
      cluster: cluster.name,
      mode: facts.registry.value?.mode ?? null,
      sentence: worstSentence([...felt.map(feltSentence), ...judged.map(({ sentence }) => sentence)]),
      findings: findings.map(findingWire),
      ensemble: ensemble === null ? null : ensembleWire(cluster, ensemble.strength),
      kraft: kraft === null ? null : kraftWire(cluster, kraft, now),
      gaps: gapSentences(
        mergeGaps([...(kept.zookeeper ? facts.ensemble.gaps : []), ...(kept.kraft ? facts.quorum.gaps : [])]),
      ),
    },
    freshness: freshnessOfAnswer(usedOf(facts, [kept.zookeeper ? 'zookeeper' : 'quorum'], ['registry', 'quorum']), now),
  }
}

function keepersOf({ registry, zookeeper, quorum }: ClusterFacts) {
  const mode = registry.value?.mode
  return {
    zookeeper: mode === undefined ? zookeeper.value !== undefined : mode !== 'kraft',
    kraft: mode === undefined ? quorum.value !== undefined : mode !== 'zookeeper',
  }
}

/** What brokers and their controller feel of it: the nodes themselves may find all in order. */
const FELT: ReadonlySet<string> = new Set(['zookeeper-slow', 'controller-queue'])

function feltFinding({ code, status, sentence, evidence, advice }: Why): KeeperFinding {
  return { code, status, sentence, advice, evidence: evidence.map(({ text, value, unit }) => ({ text, value, unit })) }
}

function feltSentence({ sentence, status, advice }: Why): Sentence {
  const colon = sentence.indexOf(': ')
  const split = colon > 0 ? colon : sentence.length
  return { strong: sentence.slice(0, split), rest: sentence.slice(split), status, lede: advice }
}

const NOTHING: Sentence = {
  strong: 'Nothing is known yet',
  rest: 'of who keeps the state of this cluster.',
  status: 'unknown',
  lede: '',
}

function worstSentence(sentences: readonly Sentence[]): Sentence {
  const [worst = NOTHING] = [...sentences].sort((a, b) => statusRank(a.status) - statusRank(b.status))
  return worst
}

const KEPT_BACK: Readonly<Record<string, string>> = {
  'zookeeper-node-depth': 'ZooKeeper nodes tell little of themselves',
  'zookeeper-tree': 'The tree could not be read',
}

/** A reason alone does not say what is missing. */
function gapSentences(gaps: GapWire[]): GapWire[] {
  return gaps.map((gap) => {
    const what = KEPT_BACK[gap.fact]
    return what === undefined ? gap : { ...gap, text: `${what}: ${gap.text}.` }
  })
}

function findingWire({ code, status, sentence, evidence, advice }: KeeperFinding): FindingWire {
  return { code, status, sentence, evidence: [...evidence], advice }
}
