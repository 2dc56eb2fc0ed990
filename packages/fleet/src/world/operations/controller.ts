import { type Cluster, nodeOf } from '../cluster.ts'
import { loseProcess, reviveProcess, type Trouble } from './process-life.ts'

/** Who may become controller: voters in KRaft, every registered broker with ZooKeeper. */
function electorate(cluster: Cluster): readonly number[] {
  if (cluster.identity.mode === 'kraft') return cluster.voters
  return [...cluster.brokers.values()].filter((one) => one.isRegistered).map((one) => one.id)
}

function isUp(cluster: Cluster, id: number): boolean {
  return nodeOf(cluster, id)?.state === 'up'
}

/**
 * Whether a majority of the voters lives, or of the ZooKeeper nodes: without it nobody is elected, registered or missed.
 * A cluster that has no ensemble of its own leans on one that never fails.
 */
export function hasQuorum(cluster: Cluster): boolean {
  if (cluster.identity.mode === 'zookeeper') {
    const up = [...cluster.zookeepers.values()].filter((one) => one.state === 'up').length
    return up > cluster.zookeepers.size / 2 || cluster.zookeepers.size === 0
  }
  const alive = cluster.voters.filter((id) => isUp(cluster, id)).length
  return alive > cluster.voters.length / 2
}

/** The acting controller is gone or asked to go: nobody acts, then the next one that lives does. */
export function electController(cluster: Cluster): void {
  const last = cluster.controllerId
  cluster.controllerId = -1
  cluster.metadataEpoch += 1
  cluster.tell('metadata')
  cluster.agenda.after(cluster.pace.controllerElectionMs, () => {
    if (cluster.controllerId >= 0 || !hasQuorum(cluster)) return
    const ready = electorate(cluster).filter((id) => isUp(cluster, id))
    const next = ready.find((id) => id > last) ?? ready[0]
    if (next === undefined) return
    cluster.controllerId = next
    cluster.controllerEpoch += 1
    cluster.controllerSince = cluster.now
    cluster.metadataEpoch += 1
    cluster.tell('metadata')
  })
}

/** A dedicated controller dies, hangs or is cut off. */
export function loseController(cluster: Cluster, id: number, state: Trouble): void {
  const controller = cluster.controllers.get(id)
  if (controller === undefined) return
  loseProcess(cluster, controller, state)
  if (cluster.controllerId === id || !hasQuorum(cluster)) electController(cluster)
}

export function reviveController(cluster: Cluster, id: number): void {
  const controller = cluster.controllers.get(id)
  if (controller === undefined || controller.state === 'up') return
  reviveProcess(cluster, controller)
  if (cluster.controllerId < 0) electController(cluster)
}
