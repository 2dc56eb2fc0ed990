import type { Node } from '../../world/broker.ts'
import { freezeMetadata, thawMetadata } from '../../world/metadata-view.ts'
import { loseBroker, reviveBroker, stopBroker } from '../../world/operations/broker-life.ts'
import { electController, loseController, reviveController } from '../../world/operations/controller.ts'
import { freeFollower, slowFollower } from '../../world/operations/slow-follower.ts'
import { loseZooKeeper, reviveZooKeeper } from '../../world/operations/zookeeper.ts'
import type { Loss } from '../act.ts'
import { ms } from '../duration.ts'
import { type Effects, keyOf, NOTHING, type Release, type Scene } from '../stage.ts'

/** The worst counts: a process that ended is away for everybody, one that hangs only for those who wait. */
const RANK: Readonly<Record<Loss, number>> = { stopped: 4, down: 3, cut: 2, hung: 1 }

export const NODE_EFFECTS: Effects<
  | 'lose-broker'
  | 'lose-controller'
  | 'lose-zookeeper'
  | 'cut-data-centre'
  | 'cut-rack'
  | 'move-controller'
  | 'slow-broker'
  | 'slow-follower'
  | 'freeze-metadata'
> = {
  'lose-broker': ({ broker, as }, scene) => holdBroker(scene, broker, as),
  'lose-controller': ({ controller, as }, scene) => holdController(scene, controller, as),
  'lose-zookeeper': ({ node, as }, scene) => holdZooKeeper(scene, node, as),
  'cut-data-centre': ({ dataCentre }, scene) => cut(scene, (one) => one.dataCentre === dataCentre),
  'cut-rack': ({ rack }, scene) => cut(scene, (one) => one.rack === rack),
  'move-controller'(_, { cluster }) {
    if (cluster.controllerId >= 0) electController(cluster)
    return NOTHING
  },
  'slow-broker'({ broker, by }, scene) {
    const slow = (slowMs: number) => {
      const node = scene.cluster.brokers.get(broker)
      if (node !== undefined) node.slowMs = slowMs
    }
    const byMs = ms(by)
    return scene.holds.hold(keyOf(scene, 'slow', broker), { rank: byMs, begin: () => slow(byMs) }, () => slow(0))
  },
  'slow-follower'({ broker, percent }, scene) {
    const begin = () => slowFollower(scene.cluster, broker, { share: percent / 100 })
    return scene.holds.hold(keyOf(scene, 'follower', broker), { rank: 100 - percent, begin }, () =>
      freeFollower(scene.cluster, broker),
    )
  },
  'freeze-metadata'({ broker }, scene) {
    const begin = () => freezeMetadata(scene.cluster, broker)
    return scene.holds.hold(keyOf(scene, 'metadata', broker), { rank: 1, begin }, () =>
      thawMetadata(scene.cluster, broker),
    )
  },
}

/** Loses a broker for as long as the hold lasts. */
export function holdBroker(scene: Scene, broker: number, as: Loss): Release {
  const { cluster, holds } = scene
  const begin = () => (as === 'stopped' ? stopBroker(cluster, broker) : loseBroker(cluster, broker, as))
  return holds.hold(keyOf(scene, 'broker', broker), { rank: RANK[as], begin }, () => reviveBroker(cluster, broker))
}

function holdController(scene: Scene, controller: number, as: Exclude<Loss, 'stopped'>): Release {
  const { cluster, holds } = scene
  const begin = () => loseController(cluster, controller, as)
  return holds.hold(keyOf(scene, 'controller', controller), { rank: RANK[as], begin }, () =>
    reviveController(cluster, controller),
  )
}

function holdZooKeeper(scene: Scene, node: number, as: Exclude<Loss, 'stopped'>): Release {
  const { cluster, holds } = scene
  const begin = () => loseZooKeeper(cluster, node, as)
  return holds.hold(keyOf(scene, 'zookeeper', node), { rank: RANK[as], begin }, () => reviveZooKeeper(cluster, node))
}

function cut(scene: Scene, isThere: (one: Node) => boolean): Release {
  const { cluster } = scene
  const releases = [
    ...[...cluster.brokers.values()].filter(isThere).map(({ id }) => holdBroker(scene, id, 'cut')),
    ...[...cluster.controllers.values()].filter(isThere).map(({ id }) => holdController(scene, id, 'cut')),
    ...[...cluster.zookeepers.values()].filter(isThere).map(({ id }) => holdZooKeeper(scene, id, 'cut')),
  ]
  return () => {
    for (const release of releases) release()
  }
}
