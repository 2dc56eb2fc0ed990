import { type MetricKey, type MetricTarget, type Provenance, RAFT_STATES } from '@perigee/domain'

/**
 * Rule sets drop the role in the quorum, which is text. The leader's id tells it where the node's own is known: the node
 * itself leads, or it follows (a node of the quorum: it keeps the controller's metrics) or observes. An election shows as
 * no leader (-1), which tells no role. Combined nodes are asked as brokers.
 */
export function deriveRole(
  values: Map<MetricKey, number>,
  provenance: Map<string, Provenance>,
  target: MetricTarget,
): void {
  const leader = values.get('raft_leader')
  if (values.has('raft_state') || leader === undefined || leader < 0 || target.nodeId === null) return
  if (target.role === 'host') return
  const isVoter = target.role === 'controller' || values.has('active_controllers')
  const role = leader === target.nodeId ? 'leader' : isVoter ? 'follower' : 'observer'
  values.set('raft_state', RAFT_STATES.indexOf(role))
  provenance.set('raft_state', 'derived')
}
