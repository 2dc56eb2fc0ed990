// Kafka's error codes (`Errors.java`, Kafka 4.3), and how the console files them.
import type { FailureCode } from '@perigee/domain'

const HIGHEST = 133
/** One of a Kafka to come. */
const UNHEARD_OF = 250

/** Every code that an answer can carry: −1 is UNKNOWN_SERVER_ERROR, 0 is none. */
export const CODES: readonly number[] = [-1, ...Array.from({ length: HIGHEST }, (_, i) => i + 1), UNHEARD_OF]

const FILED: Readonly<Record<number, FailureCode>> = {
  29: 'forbidden', // TOPIC_AUTHORIZATION_FAILED
  30: 'forbidden', // GROUP_AUTHORIZATION_FAILED
  31: 'forbidden', // CLUSTER_AUTHORIZATION_FAILED
  53: 'forbidden', // TRANSACTIONAL_ID_AUTHORIZATION_FAILED
  65: 'forbidden', // DELEGATION_TOKEN_AUTHORIZATION_FAILED
  33: 'authentication', // UNSUPPORTED_SASL_MECHANISM
  34: 'authentication', // ILLEGAL_SASL_STATE
  58: 'authentication', // SASL_AUTHENTICATION_FAILED
  35: 'unsupported', // UNSUPPORTED_VERSION
  54: 'unsupported', // SECURITY_DISABLED
  76: 'unsupported', // UNSUPPORTED_COMPRESSION_TYPE
  115: 'unsupported', // UNSUPPORTED_ENDPOINT_TYPE
}

/** What a reader of the console is told the code to be: everything but permissions, credentials and age is Kafka's error. */
export function filed(code: number): FailureCode {
  return FILED[code] ?? 'kafka-error'
}
