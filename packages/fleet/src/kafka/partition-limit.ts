import { type Refusal, refused } from './configs/resource.ts'
import { ErrorCode } from './error-code.ts'

/** `ReplicationControlManager.MAX_PARTITIONS_PER_BATCH`: no request makes more partitions than one batch of records holds. */
const MOST_NEW_PARTITIONS = 10_000

/** Kafka's refusal of a request that would make too many partitions; null where they are few enough. */
export function tooManyPartitions(additional: number): Refusal | null {
  if (additional <= MOST_NEW_PARTITIONS) return null
  return refused(ErrorCode.POLICY_VIOLATION, 'Excessively large number of partitions per request.')
}
