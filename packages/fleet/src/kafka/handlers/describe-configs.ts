import { DESCRIBE_CONFIGS } from '../../apis/describe-configs.ts'
import type { RequestOf } from '../../wire/index.ts'
import type { Broker, Controller } from '../../world/broker.ts'
import type { Cluster } from '../../world/cluster.ts'
import { brokerDefaultEntries, brokerEntries, type Entry, Source } from '../configs/broker-entries.ts'
import { nodeResource, type Refusal, type Resource, ResourceType, refused, topicResource } from '../configs/resource.ts'
import { typeNumber } from '../configs/setting.ts'
import { topicEntries } from '../configs/topic-entries.ts'
import { ErrorCode } from '../error-code.ts'
import { handler, type RequestContext } from '../handler.ts'
import { invalidTopicName } from '../topic-names.ts'

type Request = RequestOf<typeof DESCRIBE_CONFIGS>
type Asked = Request['resources'][number]

/** DescribeConfigs: settings of topics from any broker, of a broker from itself, with where each value comes from. */
export const describeConfigsHandler = handler(DESCRIBE_CONFIGS, (request, context) => ({
  results: request.resources.map((asked) => answer(asked, request, context)),
}))

function answer(asked: Asked, request: Request, context: RequestContext) {
  const { resourceType, resourceName, configurationKeys } = asked
  const told = context.errors.codeFor(
    DESCRIBE_CONFIGS.key,
    resourceType === ResourceType.TOPIC ? resourceName : null,
    null,
  )
  const resource = told === 0 ? resourceOf(asked, context) : refused(told, '')
  if (resource.kind === 'refused') {
    const { errorCode, errorMessage } = resource
    return { errorCode, errorMessage, resourceType, resourceName, configs: [] }
  }
  if (resource.kind === 'logger') return { errorMessage: '', resourceType, resourceName, configs: [ROOT_LOGGER] }
  const entries = [...entriesOf(resource, context)]
  const chosen = configurationKeys === null ? entries : entries.filter(([name]) => configurationKeys.includes(name))
  const configs = chosen.map(([, entry]) => configOf(entry, request))
  return { errorMessage: '', resourceType, resourceName, configs }
}

function resourceOf({ resourceType, resourceName }: Asked, { cluster, node }: RequestContext): Resource | Refusal {
  switch (resourceType) {
    case ResourceType.TOPIC: {
      const invalid = invalidTopicName(resourceName)
      return invalid === null ? topicResource(resourceName, cluster, '') : refused(ErrorCode.INVALID_TOPIC, invalid)
    }
    case ResourceType.BROKER:
      return nodeResource(resourceName, node)
    case ResourceType.BROKER_LOGGER: {
      const own = nodeResource(resourceName, node)
      return own.kind === 'node' ? { kind: 'logger' } : own
    }
    case ResourceType.CLIENT_METRICS:
    case ResourceType.GROUP:
      return { kind: 'other' }
    default:
      return refused(ErrorCode.INVALID_REQUEST, `Unsupported resource type: ${resourceType}`)
  }
}

const ROOT_LOGGER = { name: 'root', value: 'INFO', configSource: Source.LOGGER, documentation: '' }

function entriesOf(resource: Resource, { cluster, node }: RequestContext): ReadonlyMap<string, Entry> {
  if (resource.kind === 'topic') {
    if (resource.topic.configs.size > 0) return topicEntries(cluster, resource.topic, keptOf(cluster, node).broker)
    return keptOf(cluster, node).plainTopic
  }
  if (resource.kind === 'node') return keptOf(cluster, node).broker
  return resource.kind === 'brokerDefaults' ? brokerDefaultEntries(cluster) : new Map()
}

interface Kept {
  readonly broker: ReadonlyMap<string, Entry>
  /** Of a topic without settings of its own. */
  readonly plainTopic: ReadonlyMap<string, Entry>
}

/** What a node would say again and again, until settings or ports change. */
const kept = new WeakMap<Cluster, Map<number, Kept>>()

function keptOf(cluster: Cluster, node: Broker | Controller): Kept {
  let ofCluster = kept.get(cluster)
  if (ofCluster === undefined) {
    const fresh = new Map<number, Kept>()
    cluster.onChange((change) => {
      if (change === 'configs' || change === 'nodes') fresh.clear()
    })
    kept.set(cluster, fresh)
    ofCluster = fresh
  }
  let found = ofCluster.get(node.id)
  if (found === undefined) {
    const broker = brokerEntries(cluster, node)
    found = { broker, plainTopic: topicEntries(cluster, { configs: new Map() }, broker) }
    ofCluster.set(node.id, found)
  }
  return found
}

function configOf({ setting, value, source, synonyms }: Entry, { includeSynonyms }: Request) {
  return {
    name: setting.name,
    value,
    readOnly: setting.isReadOnly,
    isDefault: source === Source.DEFAULT,
    configSource: source,
    isSensitive: setting.type === 'password',
    synonyms: includeSynonyms ? synonyms : [],
    configType: typeNumber(setting.type),
    documentation: null,
  }
}
