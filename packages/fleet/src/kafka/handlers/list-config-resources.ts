import { LIST_CONFIG_RESOURCES } from '../../apis/list-config-resources.ts'
import type { Cluster } from '../../world/cluster.ts'
import { ResourceType } from '../configs/resource.ts'
import { ErrorCode } from '../error-code.ts'
import { handler } from '../handler.ts'

const KNOWN: ReadonlySet<number> = new Set(Object.values(ResourceType))

/** ListConfigResources (KIP-1142); version 0 lists client metrics alone, of which there are none. */
export const listConfigResourcesHandler = handler(LIST_CONFIG_RESOURCES, (request, { cluster, version, errors }) => {
  const wanted = errors.codeFor(LIST_CONFIG_RESOURCES.key, null, null)
  if (wanted !== 0) return { errorCode: wanted }
  if (version === 0) return { configResources: [] }
  const { resourceTypes } = request
  if (resourceTypes.some((type) => !KNOWN.has(type))) return { errorCode: ErrorCode.UNSUPPORTED_VERSION }
  const types = resourceTypes.length === 0 ? [...KNOWN] : [...new Set(resourceTypes)]
  const configResources = types.flatMap((resourceType) =>
    namesOf(resourceType, cluster).map((resourceName) => ({ resourceName, resourceType })),
  )
  return { configResources }
})

function namesOf(type: number, cluster: Cluster): string[] {
  if (type === ResourceType.TOPIC) return [...cluster.topics.keys()]
  if (type === ResourceType.BROKER || type === ResourceType.BROKER_LOGGER) {
    return [...cluster.brokers.values()].filter((one) => one.isRegistered).map(({ id }) => String(id))
  }
  return []
}
