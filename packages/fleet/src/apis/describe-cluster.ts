import { array, bool, defineApi, from, int8, int16, int32, nullableString, string, struct } from '../wire/index.ts'

const broker = struct({ brokerId: int32, host: string, port: int32, rack: nullableString, isFenced: from(2, bool) })

export const DESCRIBE_CLUSTER = defineApi({
  key: 60,
  name: 'DescribeCluster',
  versions: [0, 2],
  flexible: 0,
  request: struct({
    includeClusterAuthorizedOperations: bool,
    endpointType: from(1, int8, 1),
    includeFencedBrokers: from(2, bool),
  }),
  response: struct({
    throttleTimeMs: int32,
    errorCode: int16,
    errorMessage: nullableString,
    endpointType: from(1, int8, 1),
    clusterId: string,
    controllerId: from(0, int32, -1),
    brokers: array(broker),
    clusterAuthorizedOperations: from(0, int32, -2147483648),
  }),
})
