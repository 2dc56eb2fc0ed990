import type { Assessment } from '../assessment.ts'
import type { ClusterFacts } from '../facts.ts'
import { type BrokerMeasure, brokerMeasures } from './broker-measures.ts'
import { brokerStandings } from './broker-standings.ts'
import type { BrokerStanding, JudgeOptions, Sentence } from './judgement.ts'
import { type RestartCheck, restartCheck } from './restart-check.ts'
import { type Situation, situationOf } from './situation.ts'
import { ownWhy, recoveryOf } from './why-problems.ts'
import { counted } from './words.ts'

export interface BrokerJudgement {
  readonly standing: BrokerStanding
  readonly sentence: Sentence
  readonly measures: readonly BrokerMeasure[]
  readonly restart: RestartCheck
}

/** Judges one broker; null when no such broker is listed, expected, remembered or named in a replica list. */
export function judgeBroker(
  facts: ClusterFacts,
  assessment: Assessment | null,
  options: JudgeOptions & { readonly broker: number },
): BrokerJudgement | null {
  const situation = situationOf(facts, assessment, options)
  const standings = brokerStandings(situation)
  const standing = standings.find(({ id }) => id === options.broker)
  const restart = restartCheck(facts, assessment, options)
  if (standing === undefined || restart === null) return null
  const live = standings.filter(({ registered, trouble }) => registered && trouble !== 'silent').map(({ id }) => id)
  return {
    standing,
    sentence: slowSentence(standing, situation) ?? brokerSentence(standing, assessment, situation),
    measures: brokerMeasures(situation, options.broker, live),
    restart,
  }
}

/** A broker in order by Kafka's account may be slow all the same. */
function slowSentence({ id, trouble, status }: BrokerStanding, situation: Situation): Sentence | null {
  const why = trouble === null && status !== 'unknown' ? ownWhy(situation, id) : undefined
  if (why === undefined) return null
  const colon = why.sentence.indexOf(': ')
  const split = colon > 0 ? colon : why.sentence.length
  return { strong: why.sentence.slice(0, split), rest: why.sentence.slice(split), status: why.status, lede: why.advice }
}

function brokerSentence(standing: BrokerStanding, assessment: Assessment | null, situation: Situation): Sentence {
  const { id, trouble, status, reasons } = standing
  const { since } = situation
  const counts = assessment?.byBroker.get(id)
  const holds =
    counts === undefined ? '' : `It holds ${counted(counts.replicas, 'replica')} and leads ${counts.leaders}.`
  if (trouble === null && status === 'unknown') {
    return {
      strong: `How broker ${id} stands is not known`,
      rest: '.',
      status,
      lede: [...reasons, holds].filter(Boolean).join(' '),
    }
  }
  if (trouble === null) {
    const led = counts?.leaders ?? 0
    const rest =
      counts === undefined
        ? '.'
        : `: it leads ${counted(led, 'partition')}, and all its ${counted(counts.replicas, 'replica')} ${counts.replicas === 1 ? 'is' : 'are'} in sync.`
    const controller = standing.controller ? 'It is the active controller.' : ''
    return { strong: `Broker ${id} is in order`, rest, status, lede: controller }
  }
  const when =
    since(`broker-${trouble}:${id}`) || since(`rack-${trouble}:${standing.rack}`) || since(`brokers-${trouble}`)
  const recovery = trouble === 'down' ? recoveryOf(situation, id) : undefined
  return {
    strong: `Broker ${id} ${WORDS[trouble]}${recovery === undefined ? '' : ' and recovers its logs'}`,
    rest: `${when}.`,
    status,
    lede: [recovery?.advice, ...reasons, holds].filter(Boolean).join(' '),
  }
}

const WORDS: Readonly<Record<NonNullable<BrokerStanding['trouble']>, string>> = {
  down: 'is down',
  unregistered: 'is up but not registered',
  silent: 'does not answer',
  refuses: 'refuses our connection',
  fenced: 'is fenced',
  'disk-offline': 'has lost a disk',
  behind: 'has old metadata',
  'out-of-sync': 'does not keep up',
}
