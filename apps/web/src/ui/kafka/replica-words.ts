import type { Replica, ReplicaState } from '@perigee/contract'

export const REPLICA_WORDS: Readonly<Record<ReplicaState, string>> = {
  leader: 'leader',
  'in-sync': 'in sync',
  behind: 'behind',
  offline: 'offline',
}

/** What the cells show, for those who hear it: "leader 19, offline 7, behind 11". */
export function replicaSentence(replicas: readonly Replica[]): string {
  if (replicas.length === 0) return 'replicas unknown'
  return replicas.map((replica) => `${REPLICA_WORDS[replica.state]} ${replica.broker}`).join(', ')
}
