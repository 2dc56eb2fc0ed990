import { fillDisk, hasNoDisk, loseLogDir, repairLogDir } from '../../world/operations/disks.ts'
import { ms } from '../duration.ts'
import { type Effects, keyOf, NOTHING, type Release, type Scene } from '../stage.ts'
import { holdBroker } from './nodes.ts'

export const DISK_EFFECTS: Effects<'lose-disk' | 'fill-disk'> = {
  'lose-disk': ({ broker, dir }, scene) => holdDirOffline(scene, broker, dir),
  'fill-disk'({ broker, dir, toPercent, within }, scene) {
    let release: Release = NOTHING
    const full = () => {
      if (toPercent >= 100) release = holdDirOffline(scene, broker, dir)
    }
    const undo = fillDisk(
      scene.cluster,
      { brokerId: broker, dirIndex: dir },
      { toRatio: toPercent / 100, withinMs: ms(within), full },
    )
    return () => {
      undo()
      release()
    }
  },
}

/** A broker whose last directory is gone ends itself (`LogManager`: "all log dirs have failed"). */
function holdDirOffline(scene: Scene, brokerId: number, dir: number): Release {
  const { cluster, holds } = scene
  const begin = () => loseLogDir(cluster, brokerId, dir)
  const repair = holds.hold(keyOf(scene, 'disk', `${brokerId}/${dir}`), { rank: 1, begin }, () =>
    repairLogDir(cluster, brokerId, dir),
  )
  const broker = cluster.brokers.get(brokerId)
  const restart = broker !== undefined && hasNoDisk(broker) ? holdBroker(scene, brokerId, 'down') : NOTHING
  return () => {
    repair()
    restart()
  }
}
