import type { Cluster } from '../../world/cluster.ts'
import { setBrokerConfigs, setTopicConfigs } from '../../world/operations/configs.ts'
import { ErrorCode } from '../error-code.ts'
import type { RequestContext } from '../handler.ts'
import { invalidValue, listOf } from './invalid-value.ts'
import { nodeResource, type Refusal, type Resource, ResourceType, refused, topicResource } from './resource.ts'
import { brokerSettings, type Setting, topicSettings } from './setting.ts'

/** `AlterConfigOp.OpType`. */
export const Operation = { SET: 0, DELETE: 1, APPEND: 2, SUBTRACT: 3 } as const

export interface ConfigChange {
  readonly name: string
  readonly configOperation: number
  readonly value: string | null
}

interface AskedResource {
  readonly resourceType: number
  readonly resourceName: string
}

/** A server error without words: what Kafka answers to an operation that there is none of. */
const UNKNOWN_SERVER_ERROR = -1

/** Names of what is allowed on one broker only, not as a default of all (`DynamicBrokerConfig.PerBrokerConfigs`). */
const PER_BROKER = /^(advertised\.)?listeners$|^listener\.security\.protocol\.map$|^ssl\.(key|trust)store\./

export interface Target {
  readonly resource: Resource
  readonly own: ReadonlyMap<string, string>
}

/** Where changes go to, and what is set there already. */
export function targetOf({ resourceType, resourceName }: AskedResource, context: RequestContext): Target | Refusal {
  const { cluster, node } = context
  if (resourceType === ResourceType.TOPIC) {
    const found = topicResource(resourceName, cluster, `The topic '${resourceName}' does not exist.`)
    return found.kind === 'topic' ? { resource: found, own: found.topic.configs } : (found as Refusal)
  }
  if (resourceType !== ResourceType.BROKER) {
    return refused(ErrorCode.INVALID_REQUEST, `Unknown resource type ${resourceType}`)
  }
  const found = nodeResource(resourceName, node)
  if (found.kind === 'brokerDefaults') return { resource: found, own: cluster.brokerDefaults }
  if (found.kind === 'node' && found.node.kind === 'broker') return { resource: found, own: found.node.configs }
  return found.kind === 'refused' ? found : refused(ErrorCode.INVALID_REQUEST, 'A controller has no dynamic settings')
}

/** What is set after the changes, or why they cannot be made. */
export function changed(
  { resource, own }: Target,
  changes: readonly ConfigChange[],
  { release }: Cluster['identity'],
): Map<string, string> | Refusal {
  const malformed = malformedReason(changes)
  if (malformed !== null) return refused(...malformed)
  const ofTopic = resource.kind === 'topic'
  const settings = ofTopic ? topicSettings(release) : brokerSettings(release)
  const next = new Map(own)
  for (const change of changes) {
    const setting = settings.get(change.name)
    const reason = forbidden(change.name, setting, resource)
    if (reason !== null) return refused(ofTopic ? ErrorCode.INVALID_CONFIG : ErrorCode.INVALID_REQUEST, reason)
    const value = valueAfter(change, next.get(change.name), setting)
    if (typeof value === 'object' && value !== null) return value
    if (value === null) next.delete(change.name)
    else next.set(change.name, value)
    const invalid = value === null || setting === undefined ? null : invalidValue(setting, value)
    if (invalid !== null) return refused(ofTopic ? ErrorCode.INVALID_CONFIG : ErrorCode.INVALID_REQUEST, invalid)
  }
  return next
}

function malformedReason(changes: readonly ConfigChange[]): [code: number, message: string] | null {
  if (new Set(changes.map(({ name }) => name)).size < changes.length) {
    return [ErrorCode.INVALID_REQUEST, 'Error due to duplicate config keys']
  }
  const empty = changes.filter((one) => one.value === null && one.configOperation !== Operation.DELETE)
  if (empty.length > 0) {
    return [ErrorCode.INVALID_REQUEST, `Null value not supported for : ${empty.map(({ name }) => name).join(',')}`]
  }
  const isKnown = changes.every(
    (one) => one.configOperation >= Operation.SET && one.configOperation <= Operation.SUBTRACT,
  )
  return isKnown ? null : [UNKNOWN_SERVER_ERROR, '']
}

function forbidden(name: string, setting: Setting | undefined, resource: Resource): string | null {
  if (resource.kind === 'topic') return setting === undefined ? `Unknown topic config name: ${name}` : null
  if (setting?.isReadOnly === true) return `Cannot update these configs dynamically: [${name}]`
  if (resource.kind === 'brokerDefaults' && PER_BROKER.test(name)) {
    return `Cannot update these configs at default cluster level, broker id must be specified: [${name}]`
  }
  return null
}

/** Null: not set any more. */
function valueAfter(
  { name, configOperation, value }: ConfigChange,
  before: string | undefined,
  setting: Setting | undefined,
): string | null | Refusal {
  if (configOperation === Operation.DELETE) return null
  if (configOperation === Operation.SET) return value
  const verb = configOperation === Operation.APPEND ? 'APPEND to' : 'SUBTRACT from'
  if (setting?.type !== 'list') {
    return refused(ErrorCode.INVALID_CONFIG, `Can't ${verb} key ${name} because its type is not LIST.`)
  }
  const held = listOf(before ?? setting.defaultValue)
  const given = listOf(value)
  const list =
    configOperation === Operation.APPEND
      ? [...held, ...given.filter((one) => !held.includes(one))]
      : held.filter((one) => !given.includes(one))
  return list.join(',')
}

/** Makes it so. */
export function apply({ resource }: Target, next: ReadonlyMap<string, string>, cluster: Cluster): void {
  if (resource.kind === 'topic') setTopicConfigs(cluster, resource.topic, next)
  else if (resource.kind === 'brokerDefaults') setBrokerConfigs(cluster, null, next)
  else if (resource.kind === 'node' && resource.node.kind === 'broker') setBrokerConfigs(cluster, resource.node, next)
}
