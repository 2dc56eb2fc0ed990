import type { Effects } from '../stage.ts'
import { DISK_EFFECTS } from './disks.ts'
import { GROUP_EFFECTS } from './groups.ts'
import { NODE_EFFECTS } from './nodes.ts'
import { REASSIGN_EFFECTS } from './reassign.ts'
import { STRAIN_EFFECTS } from './strain.ts'
import { TOPIC_EFFECTS } from './topics.ts'

/** What every act of a scenario does. */
export const EFFECTS: Effects = {
  ...NODE_EFFECTS,
  ...DISK_EFFECTS,
  ...TOPIC_EFFECTS,
  ...REASSIGN_EFFECTS,
  ...GROUP_EFFECTS,
  ...STRAIN_EFFECTS,
}
