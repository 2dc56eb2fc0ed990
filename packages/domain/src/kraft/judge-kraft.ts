// The health of a KRaft quorum out of DescribeQuorum, the registry and, where exporters are read, raft metrics.
import { evidence, type KeeperFinding } from '../ensemble/finding.ts'
import type { ClusterFacts, QuorumFacts } from '../facts.ts'
import type { Sentence } from '../judge/judgement.ts'
import { counted, listed } from '../judge/words.ts'
import { fetchTimeoutMs, voterTakesPart } from '../quorum-state.ts'
import { freshnessOf } from '../reading.ts'
import { type Status, statusRank, worstStatus } from '../status.ts'
import { featureStanding } from './features.ts'
import { electionsSince, type Reigns } from './reigns.ts'

export interface KraftJudgement {
  readonly status: Status
  readonly sentence: Sentence
  /** Worst first. */
  readonly findings: readonly KeeperFinding[]
  readonly strength: { readonly taking: number; readonly voters: number; readonly losable: number } | null
  /** From raft metrics, ms; null: no exporter tells. */
  readonly commitMs: number | null
  readonly electionMs: number | null
}

const HOUR_MS = 3_600_000
/** Brokers this far behind the metadata log answer clients with what is no longer so. */
const OBSERVER_LAG_MS = 5_000
const COMMIT_WARNING_MS = 200
const MANY_ELECTIONS = 3

/** `now`: epoch ms; `reigns`: as followed by {@link followReigns}. */
export function judgeKraft(facts: ClusterFacts, reigns: Reigns, now: number): KraftJudgement {
  const { quorum } = facts
  const metrics = {
    commitMs: raftMetric(facts, 'raft_commit_ms', now),
    electionMs: raftMetric(facts, 'raft_election_ms', now),
  }
  const fresh = freshnessOf(quorum, now)
  if (quorum.value === undefined || fresh === 'lost' || quorum.failure !== undefined) {
    return { ...unknown(facts), ...metrics }
  }
  const strength = strengthOf(quorum.value, facts)
  const findings = [
    ...votes(quorum.value, facts),
    ...observersBehind(quorum.value),
    ...fenced(facts),
    ...elections(reigns, now),
    ...slowCommits(metrics.commitMs),
    ...behindFeatures(facts),
  ].sort((a, b) => statusRank(a.status) - statusRank(b.status))
  const status = worstStatus(['ok', ...findings.map((finding) => finding.status)])
  return { status, sentence: sentenceOf(quorum.value, findings, strength), findings, strength, ...metrics }
}

function strengthOf(quorum: QuorumFacts, facts: ClusterFacts) {
  const timeoutMs = fetchTimeoutMs(facts)
  const voters = quorum.voters.length
  const taking = quorum.voters.filter((voter) => voterTakesPart(voter, quorum, timeoutMs)).length
  return { taking, voters, losable: Math.max(0, taking - (Math.floor(voters / 2) + 1)) }
}

function votes(quorum: QuorumFacts, facts: ClusterFacts): KeeperFinding[] {
  const { taking, voters, losable } = strengthOf(quorum, facts)
  const seen = [
    evidence('voters that fetch', taking, `of ${voters}`),
    evidence('a majority is', Math.floor(voters / 2) + 1, ''),
  ]
  if (quorum.leaderId < 0) {
    const sentence = `No voter leads: ${taking} of ${voters} take part.`
    const advice =
      'Until one does, no leader of a partition is elected and nothing is created or changed. Bring voters back.'
    return [{ code: 'no-leader', status: 'critical', sentence, evidence: seen, advice }]
  }
  const timeoutMs = fetchTimeoutMs(facts)
  const away = quorum.voters.filter((voter) => !voterTakesPart(voter, quorum, timeoutMs))
  const findings: KeeperFinding[] = []
  if (away.length > 0) {
    const sentence = `${away.length === 1 ? 'Voter' : 'Voters'} ${listed(away.map(({ id }) => id))} ${away.length === 1 ? 'does' : 'do'} not follow the leader; ${losable === 0 ? 'one more loss stops the quorum' : `${counted(losable, 'more voter')} may fail`}.`
    const lags = away.map(({ id, lagOffsets }) => evidence(`voter ${id} is behind`, Number(lagOffsets), 'records'))
    const advice = 'See whether its process runs and reaches the others on the controller listener.'
    findings.push({ code: 'voters-away', status: 'warning', sentence, evidence: [...seen, ...lags], advice })
  }
  if (voters % 2 === 0) {
    const sentence = `${voters} voters survive no more failures than ${voters - 1} would.`
    findings.push({ code: 'even-count', status: 'warning', sentence, evidence: seen, advice: 'Run three or five.' })
  }
  if (voters === 1) {
    const sentence = 'One voter keeps the whole metadata log: when it is down, nothing can be elected or changed.'
    findings.push({ code: 'lone-voter', status: 'warning', sentence, evidence: seen, advice: 'Run three.' })
  }
  return findings
}

function observersBehind({ observers, leaderId }: QuorumFacts): KeeperFinding[] {
  const behind = observers.filter(
    ({ lagOffsets, lastCaughtUpAgeMs }) =>
      lagOffsets > 0n && lastCaughtUpAgeMs !== null && lastCaughtUpAgeMs > OBSERVER_LAG_MS,
  )
  if (behind.length === 0 || leaderId < 0) return []
  const names = listed(behind.map(({ id }) => id))
  const sentence = `${behind.length === 1 ? 'Broker' : 'Brokers'} ${names} ${behind.length === 1 ? 'reads' : 'read'} the metadata log late.`
  const advice =
    'It answers clients with old metadata meanwhile: see its load, its disk and its way to the controllers.'
  const seen = behind.map(({ id, lastCaughtUpAgeMs }) =>
    evidence(`broker ${id} was last caught up`, lastCaughtUpAgeMs, 'ms ago'),
  )
  return [{ code: 'observers-behind', status: 'warning', sentence, evidence: seen, advice }]
}

function fenced({ registry }: ClusterFacts): KeeperFinding[] {
  const ids = registry.value?.brokers.filter((broker) => broker.fenced === true).map(({ id }) => id) ?? []
  if (ids.length === 0) return []
  const sentence = `${ids.length === 1 ? 'Broker' : 'Brokers'} ${listed(ids)} ${ids.length === 1 ? 'is' : 'are'} fenced: registered, but not allowed to lead.`
  const advice = 'Its heartbeats do not reach the active controller, or it is still starting.'
  return [
    { code: 'fenced', status: 'warning', sentence, evidence: [evidence('fenced brokers', ids.length, '')], advice },
  ]
}

function elections(reigns: Reigns, now: number): KeeperFinding[] {
  const many = electionsSince(reigns, now - HOUR_MS)?.count ?? null
  if (many === null || many < MANY_ELECTIONS) return []
  const sentence = `The quorum's epoch rose ${many} times within the last hour.`
  const advice =
    'Each time nothing could be changed for a moment. Look for long pauses or a failing network among the voters.'
  return [
    {
      code: 'elections',
      status: 'warning',
      sentence,
      evidence: [evidence('elections in the last hour', many, '')],
      advice,
    },
  ]
}

function slowCommits(commitMs: number | null): KeeperFinding[] {
  if (commitMs === null || commitMs <= COMMIT_WARNING_MS) return []
  const sentence = 'Changes of metadata take long to be committed.'
  const advice = 'A majority of the voters must write each of them: see their disks and the way between them.'
  const seen = [evidence('mean commit latency', commitMs, 'ms'), evidence('limit', COMMIT_WARNING_MS, 'ms')]
  return [{ code: 'slow-commits', status: 'warning', sentence, evidence: seen, advice }]
}

/** Told, not blamed: a level may stay low on purpose. */
function behindFeatures({ registry }: ClusterFacts): KeeperFinding[] {
  const metadata = registry.value?.features.find(({ name }) => name === 'metadata.version')
  if (metadata === undefined) return []
  const { level, supportedMax, words, enables } = featureStanding(metadata)
  if (level === null || level >= supportedMax) return []
  const sentence = `metadata.version is ${words}, ${counted(supportedMax - level, 'level')} below what every node supports.`
  const advice = enables.length === 0 ? '' : 'See below what raising it would enable, and whether there is a way back.'
  return [{ code: 'metadata-version', status: 'ok', sentence, evidence: [], advice }]
}

function raftMetric({ metrics }: ClusterFacts, key: string, now: number): number | null {
  const told = [...metrics.values()].flatMap((reading) => {
    const value = freshnessOf(reading, now) === 'lost' ? undefined : reading.value?.values.get(key)
    return value === undefined || !Number.isFinite(value) ? [] : [value]
  })
  return told.length === 0 ? null : Math.max(...told)
}

function unknown({ quorum }: ClusterFacts): Omit<KraftJudgement, 'commitMs' | 'electionMs'> {
  const lede = quorum.failure === undefined ? '' : `${quorum.failure.message}.`
  const rest = quorum.value === undefined ? 'nothing was read of it yet.' : 'below is what was last heard.'
  const sentence: Sentence = { strong: 'The state of the quorum is not known:', rest, status: 'unknown', lede }
  return { status: 'unknown', sentence, findings: [], strength: null }
}

function sentenceOf(
  quorum: QuorumFacts,
  findings: readonly KeeperFinding[],
  { taking, voters, losable }: { taking: number; voters: number; losable: number },
): Sentence {
  const holds = `${taking} of ${voters} voters take part; ${losable === 0 ? 'none' : counted(losable, 'more')} may fail.`
  const bad = findings.filter(({ status }) => status === 'critical' || status === 'warning')
  const [worst] = bad
  if (worst === undefined) {
    return { strong: '', rest: `Controller ${quorum.leaderId} leads the quorum: ${holds}`, status: 'ok', lede: '' }
  }
  const others = bad.length > 1 ? ` Besides, ${counted(bad.length - 1, 'more finding')}.` : ''
  return { strong: worst.sentence, rest: '', status: worst.status, lede: `${holds}${others}` }
}
