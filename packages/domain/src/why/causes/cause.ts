import type { SeenNode } from '../../vitals/scene.ts'
import type { WhyScene } from '../look.ts'
import type { Symptom } from '../symptom.ts'
import type { Evidence, WhyCode } from '../why.ts'

/** What ails a broker, told so that it fits behind its name and behind that of a leader who waits for it. */
export interface Cause {
  readonly code: WhyCode
  /** `of its disk sdb`: goes on "Broker 3 is slow because …". */
  readonly because: string
  /** `its log flush takes 880 ms, 9 ms on its peers`. */
  readonly words: string
  readonly advice: string
  readonly evidence: readonly Evidence[]
}

/** Looks for one cause; null = it is not this, or cannot be told. `symptom` is null for a follower that others wait for. */
export type CauseOf = (scene: WhyScene, node: SeenNode, symptom: Symptom | null) => Cause | null
