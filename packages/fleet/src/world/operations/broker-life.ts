// Birth and death of brokers as a cluster lives them: first nobody answers, then the controller notices, then followers
// catch up, then leadership goes home.
import type { Broker, ProcessState } from '../broker.ts'
import type { Cluster } from '../cluster.ts'
import { electController } from './controller.ts'
import { joinIsr, leaveIsr } from './isr.ts'
import { candidate, electPreferred, lead } from './leadership.ts'

/** The process dies, hangs or is cut off; the controller notices when its session has ended. */
export function loseBroker(cluster: Cluster, brokerId: number, state: Exclude<ProcessState, 'up'>): void {
  const broker = cluster.brokers.get(brokerId)
  if (broker === undefined) return
  broker.state = state
  broker.stateSince = cluster.now
  cluster.tell('nodes')
  if (cluster.controllerId === brokerId) electController(cluster)
  cluster.agenda.after(cluster.pace.sessionTimeoutMs, () => {
    if (broker.state !== 'up') fence(cluster, broker)
  })
}

/** Controlled shutdown: leadership moves away and the ISR shrinks before the process ends. */
export function stopBroker(cluster: Cluster, brokerId: number): void {
  const broker = cluster.brokers.get(brokerId)
  if (broker === undefined) return
  fence(cluster, broker)
  loseBroker(cluster, brokerId, 'down')
}

function fence(cluster: Cluster, broker: Broker): void {
  if (!broker.isRegistered) return
  broker.isRegistered = false
  cluster.metadataEpoch += 1
  for (const partition of cluster.hostedBy(broker.id)) {
    if (partition.isr.includes(broker.id)) leaveIsr(cluster, partition, broker.id)
  }
  cluster.tell('metadata')
}

/** The process is back: it registers, its replicas fetch what they missed, and leaders go home. */
export function reviveBroker(cluster: Cluster, brokerId: number): void {
  const broker = cluster.brokers.get(brokerId)
  if (broker === undefined || broker.state === 'up') return
  if (broker.state === 'down') broker.startedAt = cluster.now
  broker.state = 'up'
  broker.stateSince = cluster.now
  cluster.tell('nodes')
  if (cluster.controllerId < 0) electController(cluster)
  if (broker.isRegistered) return
  broker.isRegistered = true
  broker.epoch += 1
  cluster.metadataEpoch += 1
  takeOrphans(cluster, broker.id)
  cluster.tell('metadata')
  cluster.agenda.after(cluster.pace.catchUpMs, () => rejoin(cluster, broker))
}

/** What nobody led, because this broker had the only copy, is led again at once. */
function takeOrphans(cluster: Cluster, brokerId: number): void {
  for (const partition of cluster.hostedBy(brokerId)) {
    if (partition.leader >= 0) continue
    if (partition.isr.includes(brokerId) || partition.elr.includes(brokerId)) joinIsr(cluster, partition, brokerId)
    else lead(cluster, partition, candidate(cluster, partition))
  }
}

function rejoin(cluster: Cluster, broker: Broker): void {
  if (!broker.isRegistered) return
  for (const partition of cluster.hostedBy(broker.id)) {
    if (!partition.isr.includes(broker.id)) joinIsr(cluster, partition, broker.id)
  }
  cluster.tell('metadata')
  const { preferredElectionMs } = cluster.pace
  if (preferredElectionMs !== null) cluster.agenda.after(preferredElectionMs, () => electPreferred(cluster))
}
