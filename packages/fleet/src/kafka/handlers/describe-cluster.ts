import { DESCRIBE_CLUSTER } from '../../apis/describe-cluster.ts'
import { handler } from '../handler.ts'
import { toldController } from './metadata.ts'

const BROKERS = 1
const CONTROLLERS = 2

/** DescribeCluster of a broker (endpoint type 1) and of a controller (2, KIP-919); fenced brokers when asked (v2). */
export const describeClusterHandler = handler(DESCRIBE_CLUSTER, (request, context) => {
  const { cluster, node, errors } = context
  const type = request.endpointType
  if (type !== (node.kind === 'broker' ? BROKERS : CONTROLLERS)) {
    const errorMessage = `endpoint type ${type} is not served here`
    return { errorCode: node.kind === 'broker' ? 115 : 114, errorMessage, endpointType: type }
  }
  const nodes =
    type === CONTROLLERS
      ? [...cluster.controllers.values()].map((one) => ({ ...one, isFenced: false }))
      : [...cluster.brokers.values()]
          .filter((one) => one.isRegistered || request.includeFencedBrokers)
          .map((one) => ({ ...one, isFenced: !one.isRegistered }))
  return {
    errorCode: errors.codeFor(DESCRIBE_CLUSTER.key, null, null),
    endpointType: type,
    clusterId: cluster.identity.clusterId,
    controllerId: type === CONTROLLERS ? cluster.controllerId : toldController(context),
    brokers: nodes.map(({ id, host, port, rack, isFenced }) => ({ brokerId: id, host, port, rack, isFenced })),
  }
})
