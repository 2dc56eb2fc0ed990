import type { Broker, Controller } from '../../world/broker.ts'
import type { Cluster } from '../../world/cluster.ts'
import type { Topic } from '../../world/topic.ts'
import { ErrorCode } from '../error-code.ts'

/** `ConfigResource.Type`. */
export const ResourceType = { TOPIC: 2, BROKER: 4, BROKER_LOGGER: 8, CLIENT_METRICS: 16, GROUP: 32 } as const

export interface Refusal {
  readonly kind: 'refused'
  readonly errorCode: number
  readonly errorMessage: string | null
}

/** What a resource of a request means; `logger` and `other` have nothing that can be set here. */
export type Resource =
  | { readonly kind: 'topic'; readonly topic: Topic }
  | { readonly kind: 'node'; readonly node: Broker | Controller }
  | { readonly kind: 'brokerDefaults' }
  | { readonly kind: 'logger' }
  | { readonly kind: 'other' }

export function refused(errorCode: number, errorMessage: string | null): Refusal {
  return { kind: 'refused', errorCode, errorMessage }
}

/** Settings of a broker are asked of the broker itself, those of all brokers (an empty name) of any. */
export function nodeResource(name: string, node: Broker | Controller): Resource | Refusal {
  if (name === '') return { kind: 'brokerDefaults' }
  if (!/^-?\d+$/.test(name)) {
    return refused(ErrorCode.INVALID_REQUEST, `Broker id must be an integer, but it is: ${name}`)
  }
  if (Number(name) !== node.id) {
    const expected = `expected ${node.id} or empty string, but received ${name}`
    return refused(ErrorCode.INVALID_REQUEST, `Unexpected broker id, ${expected}`)
  }
  return { kind: 'node', node }
}

export function topicResource(name: string, cluster: Cluster, absent: string): Resource | Refusal {
  const topic = cluster.topics.get(name)
  return topic === undefined ? refused(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, absent) : { kind: 'topic', topic }
}
