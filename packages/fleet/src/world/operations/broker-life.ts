// Birth and death of brokers as a cluster lives them: first nobody answers, then the controller notices, then followers
// catch up, then leadership goes home.
import type { Broker } from '../broker.ts'
import type { Cluster } from '../cluster.ts'
import { catchUp } from '../partition.ts'
import { electController, hasQuorum } from './controller.ts'
import { joinIsr, leaveIsr } from './isr.ts'
import { candidate, electPreferred, isServing, lead } from './leadership.ts'
import { loseProcess, reviveProcess, type Trouble } from './process-life.ts'

const AGAIN_MS = 500

/** The process dies, hangs or is cut off; the controller notices when its session has ended. */
export function loseBroker(cluster: Cluster, brokerId: number, state: Trouble): void {
  const broker = cluster.brokers.get(brokerId)
  if (broker === undefined) return
  loseProcess(cluster, broker, state)
  // A controller with ZooKeeper stays when the ensemble is lost; KRaft's is none without its voters.
  const isLeaderless = cluster.identity.mode === 'kraft' && !hasQuorum(cluster)
  if (cluster.controllerId === brokerId || isLeaderless) electController(cluster)
  notice(cluster, broker, { since: cluster.now, delayMs: cluster.pace.sessionTimeoutMs })
}

/** A controller notices once the session has ended; while there is none, nobody does. */
function notice(cluster: Cluster, broker: Broker, { since, delayMs }: { since: number; delayMs: number }): void {
  cluster.agenda.after(delayMs, () => {
    if (broker.state === 'up' || broker.stateSince !== since) return
    if (cluster.controllerId < 0 || !hasQuorum(cluster)) notice(cluster, broker, { since, delayMs: AGAIN_MS })
    else fence(cluster, broker)
  })
}

/** Controlled shutdown: leadership moves away and the ISR shrinks before the process ends. */
export function stopBroker(cluster: Cluster, brokerId: number): void {
  const broker = cluster.brokers.get(brokerId)
  if (broker === undefined) return
  fence(cluster, broker)
  loseBroker(cluster, brokerId, 'down')
}

/** The controller takes it out: it leads nothing and is in no ISR. */
export function fence(cluster: Cluster, broker: Broker): void {
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
  reviveProcess(cluster, broker)
  if (cluster.controllerId < 0) electController(cluster)
  register(cluster, broker, cluster.now)
}

/** A broker asks until a controller registers it; with ZooKeeper it needs no controller for that. */
export function register(cluster: Cluster, broker: Broker, since: number): void {
  if (broker.isRegistered || broker.state !== 'up' || broker.stateSince !== since) return
  const isHeard = cluster.identity.mode === 'kraft' ? cluster.controllerId >= 0 : hasQuorum(cluster)
  if (!isHeard) {
    cluster.agenda.after(AGAIN_MS, () => register(cluster, broker, since))
    return
  }
  broker.isRegistered = true
  broker.epoch += 1
  cluster.metadataEpoch += 1
  resync(cluster, broker)
}

/** Replicas of a registered broker fetch what they missed, are in sync after `catchUpMs`, and then leaders go home. */
export function resync(cluster: Cluster, broker: Broker): void {
  takeOrphans(cluster, broker.id)
  cluster.tell('metadata')
  const { epoch } = broker
  cluster.agenda.after(cluster.pace.catchUpMs, () => {
    if (broker.epoch === epoch) rejoin(cluster, broker)
  })
}

/** What nobody led, because this broker had the only copy, is led again at once. */
function takeOrphans(cluster: Cluster, brokerId: number): void {
  for (const partition of cluster.hostedBy(brokerId)) {
    if (partition.leader >= 0) continue
    const isHope = partition.isr.includes(brokerId) || partition.elr.includes(brokerId)
    if (isHope && isServing(cluster, brokerId, partition)) joinIsr(cluster, partition, brokerId)
    else lead(cluster, partition, candidate(cluster, partition))
  }
}

function rejoin(cluster: Cluster, broker: Broker): void {
  if (!broker.isRegistered || cluster.slowFollowers.has(broker.id)) return
  for (const partition of cluster.hostedBy(broker.id)) {
    // What is still being moved here is in sync when it has come.
    if (!isServing(cluster, broker.id, partition) || partition.adding.includes(broker.id)) continue
    if (partition.isr.includes(broker.id)) catchUp(partition, broker.id)
    else joinIsr(cluster, partition, broker.id)
  }
  cluster.tell('metadata')
  const { preferredElectionMs } = cluster.pace
  if (preferredElectionMs !== null) cluster.agenda.after(preferredElectionMs, () => electPreferred(cluster))
}
