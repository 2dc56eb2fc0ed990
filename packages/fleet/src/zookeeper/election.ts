/** Members that make a majority of `memberCount`. */
export function majorityOf(memberCount: number): number {
  return Math.floor(memberCount / 2) + 1
}

/**
 * Who leads: members vote for the highest (epoch, zxid, id), and here all have seen the same, so the highest id wins
 * (`FastLeaderElection.totalOrderPredicate`). Null without a majority.
 */
export function electLeader(liveIds: readonly number[], memberCount: number): number | null {
  return liveIds.length < majorityOf(memberCount) ? null : Math.max(...liveIds)
}
