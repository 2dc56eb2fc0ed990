import { DESCRIBE_CLUSTER } from '../../apis/describe-cluster.ts'
import { metadataSeenBy } from '../../world/metadata-view.ts'
import { handler } from '../handler.ts'
import { toldController } from './metadata.ts'

const BROKERS = 1
const CONTROLLERS = 2
const MISMATCHED = 114
const UNSUPPORTED = 115

/** DescribeCluster of a broker (endpoint type 1) and of a controller (2, KIP-919); fenced brokers when asked (v2). */
export const describeClusterHandler = handler(DESCRIBE_CLUSTER, (request, context) => {
  const { cluster, node, errors } = context
  const type = request.endpointType
  if (type !== (node.kind === 'broker' ? BROKERS : CONTROLLERS)) {
    const errorMessage = `endpoint type ${type} is not served here`
    return { errorCode: type === BROKERS || type === CONTROLLERS ? MISMATCHED : UNSUPPORTED, errorMessage }
  }
  const nodes =
    type === CONTROLLERS
      ? [...cluster.controllers.values()].map((one) => ({ ...one, isFenced: false }))
      : metadataSeenBy(cluster, node)
          .brokers.filter((one) => one.isRegistered || request.includeFencedBrokers)
          .map((one) => ({ ...one, isFenced: !one.isRegistered }))
  return {
    errorCode: errors.codeFor(DESCRIBE_CLUSTER.key, null, null),
    endpointType: type,
    clusterId: cluster.identity.clusterId,
    controllerId: type === CONTROLLERS ? cluster.controllerId : toldController(context),
    brokers: nodes.map(({ id, host, port, rack, isFenced }) => ({ brokerId: id, host, port, rack, isFenced })),
  }
})
