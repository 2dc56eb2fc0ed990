import type { ClassicGroup } from './classic-group.ts'

const UNKNOWN_MEMBER_ID = 25
const FENCED_INSTANCE_ID = 82

/** 0 when the group knows this member under this instance id, else 25 or 82. */
export function memberError(
  group: ClassicGroup,
  { memberId, groupInstanceId }: { readonly memberId: string; readonly groupInstanceId: string | null },
): number {
  if (groupInstanceId !== null) {
    const known = group.staticMember(groupInstanceId)
    if (known === undefined) return UNKNOWN_MEMBER_ID
    if (known.memberId !== memberId) return FENCED_INSTANCE_ID
  }
  return group.members.has(memberId) ? 0 : UNKNOWN_MEMBER_ID
}
