/** Fields whose values, not only their kinds, must be those of real Kafka. */
const COMPARED =
  /^(errorCode|name|topicName|topic|partitionIndex|partition|isInternal|groupId|groupState|state|protocolType|partitionErrorCode|resourceType|resourceName|key|isFutureKey|endpointType|metadata|replicationFactor|numPartitions|mechanisms)$/
/** Differs by nature: clocks, addresses, what is installed. */
const IGNORED =
  /^(throttleTimeMs|configs|apiKeys|supportedFeatures|finalizedFeatures|finalizedFeaturesEpoch|zkMigrationReady|features|authBytes|records)$/

/**
 * What two answers must have in common: every field with its kind, error codes and names with their values, lists with
 * the shape of their elements in order.
 */
export function shapeOf(value: unknown, field = ''): unknown {
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return inOrder(value.map((one) => shapeOf(one, field)))
  if (Buffer.isBuffer(value)) return value.length === 0 ? 'no bytes' : 'bytes'
  if (typeof value === 'object') {
    const entries = Object.entries(value).filter(([name]) => !IGNORED.test(name))
    return Object.fromEntries(entries.map(([name, inner]) => [name, shapeOf(inner, name)]))
  }
  if (COMPARED.test(field)) return value
  if (field === 'errorMessage') return value === '' ? null : 'words'
  if (typeof value === 'bigint' || typeof value === 'number') return Number(value) < 0 ? 'negative' : 'number'
  return typeof value
}

/** Brokers tell partitions and topics in the order of a hash map. */
function inOrder(values: readonly unknown[]): unknown[] {
  const keyOf = (value: unknown) => JSON.stringify(value)
  return values.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}
