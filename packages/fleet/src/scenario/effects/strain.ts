import {
  endRecovery,
  heatBroker,
  recoverLogs,
  relieveNode,
  scaleTraffic,
  setAcks,
  slowZooKeeper,
  strainNode,
} from '../../world/operations/strain.ts'
import { ms } from '../duration.ts'
import { type Effects, keyOf, NOTHING, type Release } from '../stage.ts'

/** What slows nodes down, and what only looks like it. */
export const STRAIN_EFFECTS: Effects<
  'strain' | 'heat-broker' | 'scale-traffic' | 'recover-logs' | 'slow-zookeeper' | 'set-acks'
> = {
  strain({ node, cause }, scene) {
    const begin = () => strainNode(scene.cluster, node, cause)
    return scene.holds.hold(keyOf(scene, cause, node), { rank: 1, begin }, () =>
      relieveNode(scene.cluster, node, cause),
    )
  },
  'heat-broker': ({ broker, times }, { cluster }) => heatBroker(cluster, broker, { times }),
  'scale-traffic': ({ times }, { cluster }) => scaleTraffic(cluster, { times }),
  'recover-logs'({ broker }, scene) {
    const begin = () => recoverLogs(scene.cluster, broker)
    return scene.holds.hold(keyOf(scene, 'broker', broker), { rank: 0, begin }, () =>
      endRecovery(scene.cluster, broker),
    )
  },
  'slow-zookeeper'({ by }, scene) {
    const byMs = ms(by)
    const slow = (now: number) => slowZooKeeper(scene.cluster, { byMs: now })
    return scene.holds.hold(keyOf(scene, 'zookeeper-slow'), { rank: byMs, begin: () => slow(byMs) }, () => slow(0))
  },
  'set-acks'({ acks }, { cluster }): Release {
    const before = cluster.acks
    if (before === acks) return NOTHING
    setAcks(cluster, acks)
    return () => setAcks(cluster, before)
  },
}
