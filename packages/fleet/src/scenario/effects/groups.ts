import {
  catchUpGroup,
  fallBehindRetention,
  rewindGroup,
  slowGroup,
  stallGroup,
  startGroup,
  stopGroup,
} from '../../world/operations/consumers.ts'
import { ms } from '../duration.ts'
import { type Effects, keyOf, type Release, type Scene } from '../stage.ts'

const CATCH_UP_MS = 20_000

export const GROUP_EFFECTS: Effects<
  'stall-group' | 'slow-group' | 'rewind-group' | 'fall-behind-retention' | 'stop-group'
> = {
  'stall-group': ({ group }, scene) => holdGroup(scene, group, () => stallGroup(scene.cluster, group)),
  'slow-group': ({ group, percent }, scene) =>
    holdGroup(scene, group, () => slowGroup(scene.cluster, group, { share: percent / 100 })),
  'rewind-group': ({ group, back, within }, scene) =>
    holdGroup(scene, group, () => rewindGroup(scene.cluster, group, { backMs: ms(back), withinMs: ms(within) })),
  'fall-behind-retention': ({ group, lostOffsets }, scene) =>
    holdGroup(scene, group, () => fallBehindRetention(scene.cluster, group, { lostOffsets })),
  'stop-group'({ group }, scene) {
    const members = scene.cluster.groups.get(group)?.members.length ?? 0
    const begin = () => void stopGroup(scene.cluster, group)
    return scene.holds.hold(keyOf(scene, 'members', group), { rank: 1, begin }, () => {
      startGroup(scene.cluster, group, { members, withinMs: CATCH_UP_MS })
    })
  },
}

/** Keeps a group from reading as it usually does; let go, it catches up. */
function holdGroup(scene: Scene, group: string, begin: () => unknown): Release {
  return scene.holds.hold(keyOf(scene, 'group', group), { rank: 1, begin: () => void begin() }, () => {
    catchUpGroup(scene.cluster, group, { withinMs: CATCH_UP_MS })
  })
}
