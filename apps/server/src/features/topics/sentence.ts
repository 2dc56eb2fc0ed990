import type { Sentence } from '@perigee/contract'
import { listWords, plural, thousands } from '../wire/words.ts'

export interface TopicState {
  readonly name: string
  readonly status: Sentence['status']
  readonly condition: string | null
  readonly partitions: number | null
  readonly offline: readonly number[]
  /** Refuse writes although they have a leader. */
  readonly refusing: readonly number[]
  /** One more lost copy away from refusing writes. */
  readonly atMinIsr: number
  readonly underReplicated: number
  readonly reassigning: number
  /** `02:50:48` when the metadata is lost, else null. */
  readonly asOf: string | null
}

/** `2 of 48 partitions refuse writes; every partition can be read. 5 more would stop with one more broker.` */
export function topicSentence(topic: TopicState): Sentence {
  const { status, asOf } = topic
  if (asOf === null) return { ...wordsOf(topic), status }
  const { strong, rest, lede } = wordsOf({ ...topic, status: status === 'unknown' ? 'ok' : status })
  return { strong: `Not known since ${asOf}`, rest: `; last seen: ${lowerFirst(strong)}${rest}`, status, lede }
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

function wordsOf(topic: TopicState): Omit<Sentence, 'status'> {
  const of = topic.partitions === null ? 'partitions' : plural(topic.partitions, 'partition')
  const { offline, refusing, atMinIsr } = topic
  const next = atMinIsr > 0 ? `${thousands(atMinIsr)} more would stop with one more broker.` : ''
  if (topic.partitions === null)
    return { strong: 'This topic is not described', rest: `: ${topic.condition ?? 'unknown'}.`, lede: '' }
  if (offline.length > 0) {
    const writes = refusing.length > 0 ? `, and ${thousands(refusing.length)} more refuse writes` : ''
    const lede = `Partition ${listWords(offline, 6)} can be neither read nor written. ${next}`.trim()
    return {
      strong: `${thousands(offline.length)} of ${of} ${offline.length === 1 ? 'is' : 'are'} offline`,
      rest: `${writes}.`,
      lede,
    }
  }
  if (refusing.length > 0) {
    const strong = `${thousands(refusing.length)} of ${of} ${refusing.length === 1 ? 'refuses' : 'refuse'} writes`
    const lede = `Writers with acks=all get NOT_ENOUGH_REPLICAS on partition ${listWords(refusing, 6)}. ${next}`.trim()
    return { strong, rest: '; every partition can be read.', lede }
  }
  if (topic.underReplicated > 0)
    return {
      strong: `${thousands(topic.underReplicated)} of ${of} miss a copy`,
      rest: '; all take writes and can be read.',
      lede: next,
    }
  if (topic.status === 'unknown')
    return { strong: 'Not everything is known', rest: `: ${topic.condition ?? 'no fresh metadata'}.`, lede: '' }
  if (topic.reassigning > 0)
    return {
      strong: `${thousands(topic.reassigning)} of ${of} ${topic.reassigning === 1 ? 'is' : 'are'} moving`,
      rest: '; every copy is in sync.',
      lede: '',
    }
  const lede = topic.condition === null ? '' : `Worth knowing: ${topic.condition}.`
  return {
    strong: topic.partitions === 1 ? 'Its partition has every copy in sync' : `All ${of} have every copy in sync`,
    rest: '.',
    lede,
  }
}
