import type { Cluster } from '../../world/cluster.ts'

// Bits of `AclOperation` codes: read 3, delete 6, describe 8, describe configs 10, alter configs 11.
const UP_TO_3 = (1 << 3) | (1 << 6) | (1 << 8)
const SINCE_4 = UP_TO_3 | (1 << 10) | (1 << 11)
const NOT_ASKED = -2_147_483_648

/** What the asking client may do with a group: everything, for nobody forbids anything here. */
export function groupOperations(
  { identity }: Cluster,
  { includeAuthorizedOperations }: { includeAuthorizedOperations: boolean },
): number {
  if (!includeAuthorizedOperations) return NOT_ASKED
  return Number.parseFloat(identity.release) >= 4 ? SINCE_4 : UP_TO_3
}
