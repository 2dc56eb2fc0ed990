import { array, bool, defineApi, int8, int16, int32, string, struct, uuid } from '../wire/index.ts'

export const GET_TELEMETRY_SUBSCRIPTIONS = defineApi({
  key: 71,
  name: 'GetTelemetrySubscriptions',
  versions: [0, 0],
  flexible: 0,
  request: struct({ clientInstanceId: uuid }),
  response: struct({
    throttleTimeMs: int32,
    errorCode: int16,
    clientInstanceId: uuid,
    subscriptionId: int32,
    acceptedCompressionTypes: array(int8),
    pushIntervalMs: int32,
    telemetryMaxBytes: int32,
    deltaTemporality: bool,
    requestedMetrics: array(string),
  }),
})
