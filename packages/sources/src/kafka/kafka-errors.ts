import type { Failure, FailureCode } from '@perigee/domain'

/** One row: Kafka's name, whether asking again may help, and how a reader of the console should file it. */
type ErrorRow = readonly [name: string, retryable: boolean, code?: FailureCode]

/** Error codes that answers to a monitor can carry. Source: org.apache.kafka.common.protocol.Errors. */
const ROWS: Readonly<Record<number, ErrorRow>> = {
  [-1]: ['UNKNOWN_SERVER_ERROR', false],
  1: ['OFFSET_OUT_OF_RANGE', false],
  2: ['CORRUPT_MESSAGE', true],
  3: ['UNKNOWN_TOPIC_OR_PARTITION', true],
  5: ['LEADER_NOT_AVAILABLE', true],
  6: ['NOT_LEADER_OR_FOLLOWER', true],
  7: ['REQUEST_TIMED_OUT', true],
  8: ['BROKER_NOT_AVAILABLE', true],
  9: ['REPLICA_NOT_AVAILABLE', true],
  13: ['NETWORK_EXCEPTION', true],
  14: ['COORDINATOR_LOAD_IN_PROGRESS', true],
  15: ['COORDINATOR_NOT_AVAILABLE', true],
  16: ['NOT_COORDINATOR', true],
  17: ['INVALID_TOPIC_EXCEPTION', false],
  29: ['TOPIC_AUTHORIZATION_FAILED', false, 'forbidden'],
  30: ['GROUP_AUTHORIZATION_FAILED', false, 'forbidden'],
  31: ['CLUSTER_AUTHORIZATION_FAILED', false, 'forbidden'],
  33: ['UNSUPPORTED_SASL_MECHANISM', false, 'authentication'],
  34: ['ILLEGAL_SASL_STATE', false, 'authentication'],
  35: ['UNSUPPORTED_VERSION', false, 'unsupported'],
  40: ['INVALID_CONFIG', false],
  41: ['NOT_CONTROLLER', true],
  42: ['INVALID_REQUEST', false],
  44: ['POLICY_VIOLATION', false],
  53: ['TRANSACTIONAL_ID_AUTHORIZATION_FAILED', false, 'forbidden'],
  54: ['SECURITY_DISABLED', false, 'unsupported'],
  56: ['KAFKA_STORAGE_ERROR', true],
  57: ['LOG_DIR_NOT_FOUND', false],
  58: ['SASL_AUTHENTICATION_FAILED', false, 'authentication'],
  65: ['DELEGATION_TOKEN_AUTHORIZATION_FAILED', false, 'forbidden'],
  72: ['LISTENER_NOT_FOUND', true],
  74: ['FENCED_LEADER_EPOCH', true],
  75: ['UNKNOWN_LEADER_EPOCH', true],
  76: ['UNSUPPORTED_COMPRESSION_TYPE', false, 'unsupported'],
  78: ['OFFSET_NOT_AVAILABLE', true],
  80: ['PREFERRED_LEADER_NOT_AVAILABLE', true],
  83: ['ELIGIBLE_LEADERS_NOT_AVAILABLE', true],
  85: ['NO_REASSIGNMENT_IN_PROGRESS', false],
  89: ['THROTTLING_QUOTA_EXCEEDED', true],
  100: ['UNKNOWN_TOPIC_ID', true],
  102: ['BROKER_ID_NOT_REGISTERED', true],
  103: ['INCONSISTENT_TOPIC_ID', true],
  104: ['INCONSISTENT_CLUSTER_ID', false],
  115: ['UNSUPPORTED_ENDPOINT_TYPE', false, 'unsupported'],
  116: ['UNKNOWN_CONTROLLER_ID', false],
  129: ['REBOOTSTRAP_REQUIRED', true],
}

export const NO_ERROR = 0
export const UNSUPPORTED_VERSION = 35

/** Kafka's name of an error code, or `error 4711`. */
export function kafkaErrorName(code: number): string {
  return ROWS[code]?.[0] ?? `error ${code}`
}

export function isRetryable(code: number): boolean {
  return ROWS[code]?.[1] ?? false
}

/** A Kafka error code in an answer of `peer` as a failure. `detail`: the broker's own message, where it sent one. */
export function kafkaFailure(
  kafkaError: number,
  from: { readonly peer: string; readonly brokerId?: number; readonly asked: string; readonly detail?: string | null },
): Failure {
  const row = ROWS[kafkaError]
  // Brokers put their insides into the text of a refusal; the code says it all.
  const detail = from.detail && row?.[2] !== 'forbidden' ? `: ${from.detail.slice(0, 300)}` : ''
  return {
    code: row?.[2] ?? 'kafka-error',
    message: `${from.asked} answered ${kafkaErrorName(kafkaError)}${detail}`,
    peer: from.peer,
    ...(from.brokerId === undefined ? {} : { brokerId: from.brokerId }),
    kafkaError,
    retryable: row?.[1] ?? false,
  }
}
