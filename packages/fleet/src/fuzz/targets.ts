import { consoleTargets } from './console-targets.ts'
import type { DecoderTarget } from './fuzz-decoder.ts'
import { messageTargets, otherTargets } from './kafka-targets.ts'
import { zooKeeperTargets } from './zookeeper-targets.ts'

/** Every decoder of the console and of the fleet. */
export function decoderTargets(): DecoderTarget[] {
  return [...consoleTargets(), ...zooKeeperTargets(), ...otherTargets(), ...messageTargets()]
}
