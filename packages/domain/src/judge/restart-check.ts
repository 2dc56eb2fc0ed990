import { type Assessment, MIN_ISR_UNKNOWN, OFFLINE, REASSIGNING, UNDER_MIN_ISR, UNKNOWN } from '../assessment.ts'
import type { ClusterFacts } from '../facts.ts'
import { type AppliedLoss, applyLoss } from '../loss/remains.ts'
import { type Simulation, simulate } from '../loss/simulate.ts'
import { controllersAfter } from '../loss/what-stays.ts'
import { quorumUnanswered } from '../quorum-state.ts'
import { freshnessOf } from '../reading.ts'
import type { Status } from '../status.ts'
import { rowsOfBroker } from '../topology.ts'
import { isUnseen } from '../unseen.ts'
import { brokerStandings } from './broker-standings.ts'
import type { BrokerStanding, JudgeOptions, Target } from './judgement.ts'
import { type Situation, situationOf } from './situation.ts'
import { counted, durationWords, listed } from './words.ts'

export interface RestartStep {
  readonly status: Status
  readonly title: string
  readonly text: string
  /** Opens exactly the rows counted, where a filter can say them. */
  readonly target: Target | null
}

export interface RestartCheck {
  readonly verdict: 'safe' | 'unsafe' | 'unknown'
  readonly sentence: string
  /** Why, worst first. */
  readonly reasons: readonly string[]
  readonly checks: readonly RestartStep[]
  /** Partitions that would newly have no leader while it is away. */
  readonly offlinePartitions: number | null
  /** Partitions that would newly refuse writes with acks=all. */
  readonly underMinIsrPartitions: number | null
  readonly leadersToMove: number | null
}

interface Trial {
  readonly situation: Situation
  readonly assessment: Assessment
  readonly broker: number
  readonly standing: BrokerStanding
  readonly others: readonly BrokerStanding[]
  readonly loss: AppliedLoss
  readonly simulation: Simulation
}

/** May I restart broker N? Judged from the newest metadata; null = no such broker is known. */
export function restartCheck(
  facts: ClusterFacts,
  assessment: Assessment | null,
  { broker, ...options }: JudgeOptions & { readonly broker: number },
): RestartCheck | null {
  const situation = situationOf(facts, assessment, options)
  const standings = brokerStandings(situation)
  const standing = standings.find(({ id }) => id === broker)
  if (standing === undefined) return null
  const stale = staleness(situation)
  if (stale !== null || assessment === null) return unknownCheck(stale ?? 'no partitions have been read yet')
  const others = standings.filter(({ id, trouble }) => id !== broker && trouble !== null && AWAY.has(trouble))
  const loss = applyLoss(facts, new Set([broker]))
  // Other silent brokers are away already: what they carried is not laid to this restart.
  const before = withItself(applyLoss(facts, new Set()), standing)
  // A loss of one hits what it hosts; only where elections end with it, it may hit what others host.
  const isItsOwn = before.remains.canElect === loss.remains.canElect
  const rows = isItsOwn ? { rows: rowsOfBroker(assessment.topology.partitions, broker) } : {}
  const simulation = simulate(assessment, loss, { before, ...rows })
  return conclude({ situation, assessment, broker, standing, others, loss, simulation })
}

/**
 * A broker that is silent to us may serve everybody else: while it is registered, the cluster counts on it, and so does the
 * question whether it may be taken away.
 */
function withItself(before: AppliedLoss, { id, registered }: BrokerStanding): AppliedLoss {
  const isLive = (broker: number) => (broker === id ? registered === true : before.remains.isLive(broker))
  return { ...before, remains: { ...before.remains, isLive } }
}

const AWAY: ReadonlySet<string> = new Set(['down', 'unregistered', 'silent', 'fenced'])

/** Why the metadata is too old to promise anything; null when it is fresh. */
function staleness({ facts, now }: Situation): string | null {
  for (const [what, reading] of [
    ['the list of brokers', facts.registry],
    ['metadata', facts.topology],
  ] as const) {
    const freshness = freshnessOf(reading, now)
    const why = reading.failure ? ` (${reading.failure.message})` : ''
    if (freshness === 'never') return `${what} has not been read yet${why}`
    if (freshness !== 'fresh' || isUnseen(facts))
      return `${what} is ${durationWords(now - (reading.observedAt ?? now))} old${why}`
  }
  return null
}

function unknownCheck(why: string): RestartCheck {
  const reason = `Cannot tell: ${why}.`
  return {
    verdict: 'unknown',
    sentence: reason,
    reasons: [reason],
    checks: [{ status: 'unknown', title: 'Metadata is current', text: why, target: { page: 'sources' } }],
    offlinePartitions: null,
    underMinIsrPartitions: null,
    leadersToMove: null,
  }
}

function conclude(trial: Trial): RestartCheck {
  const { simulation, standing, loss } = trial
  const minIsrUnknown = rowsOn(trial, MIN_ISR_UNKNOWN | UNKNOWN)
  const quorumBreaks = loss.voters !== null && loss.voters.after < loss.voters.majority
  const harm = harmOf(trial, { quorumBreaks })
  const doubt = doubts(trial, minIsrUnknown)
  const down = isGone(trial)
  const verdict = down ? 'safe' : harm.length > 0 ? 'unsafe' : doubt.length > 0 ? 'unknown' : 'safe'
  const reasons = down ? circumstances(trial) : [...harm, ...doubt, ...circumstances(trial)]
  return {
    verdict,
    sentence: down ? awaySentence(standing) : sentenceOf(trial, { verdict, reasons }),
    reasons,
    checks: checksOf(trial, { minIsrUnknown }),
    offlinePartitions: simulation.newlyOffline,
    underMinIsrPartitions: minIsrUnknown > 0 ? null : simulation.newlyUnwritable,
    leadersToMove: simulation.leadersToMove,
  }
}

/** It holds no place that a restart could take away. */
function awaySentence({ id, trouble }: BrokerStanding): string {
  if (trouble === 'down') return `Broker ${id} is down already: starting it harms nothing.`
  return `Broker ${id} is up but not registered: it leads and copies nothing that a restart could harm.`
}

function sentenceOf(trial: Trial, { verdict, reasons }: Pick<RestartCheck, 'verdict' | 'reasons'>): string {
  if (verdict === 'unsafe') return `Do not restart now: ${lowerFirst(reasons[0] ?? '')}`
  if (verdict === 'unknown') return `Cannot tell: ${lowerFirst(reasons[0] ?? '')}`
  const { leadersToMove } = trial.simulation
  const move =
    leadersToMove === 0
      ? 'no leader has to move'
      : `${counted(leadersToMove, 'leader')} ${leadersToMove === 1 ? 'moves' : 'move'}`
  return `Safe to restart: ${move} and every partition keeps taking writes.`
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

/** What makes a restart unsafe, each a whole sentence. */
function harmOf({ simulation, loss, others }: Trial, { quorumBreaks }: { quorumBreaks: boolean }): string[] {
  const { newlyOffline, newlyUnwritable } = simulation
  const because =
    others.length > 0
      ? `: they already miss ${others.length === 1 ? 'broker' : 'brokers'} ${listed(others.map(({ id }) => id))}`
      : ''
  return [
    ...(newlyOffline > 0
      ? [
          `${counted(newlyOffline, 'partition')} would have no leader until it is back: ${loss.remains.canElect ? 'no other copy is in sync' : 'nobody could elect another'}.`,
        ]
      : []),
    ...(newlyUnwritable > 0
      ? [`${counted(newlyUnwritable, 'partition')} would fall under min ISR and refuse writes${because}.`]
      : []),
    ...(quorumBreaks ? [quorumWords(loss)] : []),
  ]
}

function quorumWords(loss: AppliedLoss): string {
  const lostAlready = loss.voters !== null && loss.voters.before < loss.voters.majority
  if (lostAlready) return 'The controllers have no majority now: no leader can be elected.'
  return `The controllers would lose their majority: ${controllersAfter(loss).text}.`
}

function doubts({ situation }: Trial, minIsrUnknown: number): string[] {
  return [
    ...(minIsrUnknown === 0 ? [] : [`Min ISR of ${counted(minIsrUnknown, 'partition')} on it is not known.`]),
    ...(quorumUnanswered(situation.facts) ? ['No controller answers: whether its leaders can move is not known.'] : []),
  ]
}

/** Worth knowing, no reason against. */
function circumstances({ standing, others, situation, broker, loss }: Trial): string[] {
  const { registry } = situation.facts
  return [
    ...(standing.trouble === 'silent'
      ? [
          'It does not answer us, but is still registered: others may well reach it. If it hangs, a restart is the remedy.',
        ]
      : []),
    ...others.map(({ id, word }) => `Broker ${id} is away already (${word.toLowerCase()}).`),
    ...(registry.value?.controllerId === broker && loss.remains.canElect
      ? ['It is the active controller: another takes over.']
      : []),
  ]
}

function checksOf(trial: Trial, { minIsrUnknown }: { minIsrUnknown: number }): RestartStep[] {
  return [
    offlineStep(trial),
    minIsrStep(trial, minIsrUnknown),
    leadersStep(trial),
    reassignmentStep(trial),
    controllerStep(trial),
    othersStep(trial),
  ]
}

/** Filters say what metadata says: with silent brokers or without elections the rows differ, and no link is given. */
function rows({ loss, others }: Trial, q: string, count: number): Target | null {
  const sayable = loss.remains.canElect && others.every(({ trouble }) => trouble !== 'silent')
  return count > 0 && sayable ? { page: 'partitions', q } : null
}

/** What a broker took with it when it went, told in place of what a restart would take. */
function takenStep(trial: Trial, [title, flag, words]: readonly [string, number, string]): RestartStep {
  const count = rowsOn(trial, flag)
  const text = count === 0 ? 'its absence stopped none' : `${counted(count, 'partition')} on it ${words}`
  return { status: 'ok', title, text, target: null }
}

function isGone({ standing: { trouble } }: Trial): boolean {
  return trouble === 'down' || trouble === 'unregistered'
}

function offlineStep(trial: Trial): RestartStep {
  const count = trial.simulation.newlyOffline
  if (isGone(trial))
    return takenStep(trial, ['No further partition loses its leader', OFFLINE, 'already without a leader'])
  const text =
    count === 0
      ? 'all have another copy in sync'
      : `${counted(count, 'partition')} ${count === 1 ? 'has' : 'have'} no other copy in sync`
  return {
    status: count === 0 ? 'ok' : 'critical',
    title: count === 0 ? 'No partition loses its leader for good' : 'Partitions would be offline',
    text:
      trial.loss.remains.canElect || count === 0 ? text : `${counted(count, 'partition')} would get no other leader`,
    target: rows(trial, `isr:${trial.broker} in-sync:1 -is:offline`, count),
  }
}

function minIsrStep(trial: Trial, unknown: number): RestartStep {
  const count = trial.simulation.newlyUnwritable
  if (isGone(trial))
    return takenStep(trial, ['No further partition refuses writes', UNDER_MIN_ISR, 'already refusing writes'])
  if (count === 0 && unknown > 0) {
    const text = `${counted(unknown, 'partition')} on it: settings could not be read`
    return {
      status: 'unknown',
      title: 'Min ISR is not known',
      text,
      target: rows(trial, `broker:${trial.broker} is:min-isr-unknown`, unknown),
    }
  }
  return {
    status: count === 0 ? 'ok' : 'critical',
    title: count === 0 ? 'No partition falls under min ISR' : 'Partitions would refuse writes',
    text: count === 0 ? 'enough copies stay in sync' : `${counted(count, 'partition')} would fall under min ISR`,
    target: rows(trial, `isr:${trial.broker} is:at-min-isr,at-min-isr-by-design -in-sync:1 -is:offline`, count),
  }
}

function leadersStep(trial: Trial): RestartStep {
  const count = trial.simulation.leadersToMove
  return {
    status: 'ok',
    title: count === 0 ? 'No leaders to move' : `${counted(count, 'leader')} to move`,
    text: count === 0 ? 'it leads nothing that another could lead' : 'to other copies in sync; clients reconnect',
    target: rows(trial, `leader:${trial.broker} -in-sync:1`, count),
  }
}

function reassignmentStep(trial: Trial): RestartStep {
  if (trial.assessment.counts.reassigning === null) {
    const text = 'this cluster does not tell running reassignments'
    return { status: 'unknown', title: 'Reassignments are not known', text, target: null }
  }
  const count = rowsOn(trial, REASSIGNING)
  const running = trial.assessment.counts.reassigning
  return {
    status: count === 0 ? 'ok' : 'warning',
    title: count === 0 ? 'No reassignment touches it' : 'Reassignments touch it',
    text:
      count === 0
        ? running === 0
          ? 'none running'
          : `${running} running elsewhere`
        : `${counted(count, 'partition')} being moved would wait for it`,
    target: rows(trial, `broker:${trial.broker} is:reassigning`, count),
  }
}

function controllerStep({ situation, broker, loss }: Trial): RestartStep {
  const answer = controllersAfter(loss)
  const active = situation.facts.registry.value?.controllerId === broker
  const voter = situation.facts.quorum.value?.voters.some(({ id }) => id === broker) === true
  const target = { page: 'cluster' } as const
  if (!active && !voter && answer.status !== 'critical') {
    return { status: 'ok', title: 'Not a controller', text: answer.text, target: null }
  }
  const critical = answer.status === 'critical'
  return {
    status: critical ? 'critical' : answer.status === 'unknown' ? 'unknown' : 'ok',
    title: critical
      ? 'Controllers lose their majority'
      : active
        ? 'Active controller: another takes over'
        : 'Controllers keep their majority',
    text: answer.text,
    target,
  }
}

function othersStep({ others }: Trial): RestartStep {
  const [only] = others
  if (only === undefined)
    return { status: 'ok', title: 'No other broker is away', text: 'all others are registered', target: null }
  const ids = others.map(({ id }) => id)
  return {
    status: 'warning',
    title: `${others.length === 1 ? 'Broker' : 'Brokers'} ${listed(ids)} ${others.length === 1 ? 'is' : 'are'} away already`,
    text: others.length === 1 ? only.word.toLowerCase() : 'wait for them unless this is meant',
    target: others.length === 1 ? { page: 'broker', broker: only.id } : { page: 'brokers' },
  }
}

/** Partitions with a replica on the broker and some flag. */
function rowsOn({ assessment, broker }: Trial, flag: number): number {
  let count = 0
  for (const row of rowsOfBroker(assessment.topology.partitions, broker)) {
    if (((assessment.flags[row] as number) & flag) !== 0) count += 1
  }
  return count
}
