// The words of scenario files: what can be done to a cluster.
import type { StrainCause } from '../world/strain.ts'
import type { Duration } from './duration.ts'

/** `down` refuses, `hung` accepts and says nothing, `cut` is out of reach, `stopped` left in good order. */
export type Loss = 'down' | 'hung' | 'cut' | 'stopped'

export type Act =
  | { readonly do: 'lose-broker'; readonly broker: number; readonly as: Loss }
  /** A dedicated KRaft controller. */
  | { readonly do: 'lose-controller'; readonly controller: number; readonly as: Exclude<Loss, 'stopped'> }
  | { readonly do: 'lose-zookeeper'; readonly node: number; readonly as: Exclude<Loss, 'stopped'> }
  | { readonly do: 'cut-data-centre'; readonly dataCentre: string }
  | { readonly do: 'cut-rack'; readonly rack: string }
  | { readonly do: 'move-controller' }
  /** Every answer of the broker comes `by` later. */
  | { readonly do: 'slow-broker'; readonly broker: number; readonly by: Duration }
  | { readonly do: 'freeze-metadata'; readonly broker: number }
  /** `dir` counts from 0. */
  | { readonly do: 'lose-disk'; readonly broker: number; readonly dir: number }
  /** At 100 % the directory goes offline, as Kafka takes it out when a write fails. */
  | {
      readonly do: 'fill-disk'
      readonly broker: number
      readonly dir: number
      readonly toPercent: number
      readonly within: Duration
    }
  /** The broker fetches so much of what is written to the partitions it follows. */
  | { readonly do: 'slow-follower'; readonly broker: number; readonly percent: number }
  | { readonly do: 'hot-topic'; readonly topic: string; readonly times: number }
  | {
      readonly do: 'create-topic'
      readonly topic: string
      readonly partitions: number
      readonly replicationFactor: number
      readonly ratePerSecond: number
    }
  | { readonly do: 'expand-topic'; readonly topic: string; readonly by: number }
  /** When it is let go the topic is created again: same name and settings, another id, nothing in it. */
  | { readonly do: 'delete-topic'; readonly topic: string }
  /** A replica of so many partitions moves, throttled so that it takes about `within`; let go, it moves back. */
  | {
      readonly do: 'reassign'
      readonly from: number
      readonly to: number
      readonly partitions: number
      readonly within: Duration
    }
  /** Of every partition of the topic that has no leader. */
  | { readonly do: 'unclean-election'; readonly topic: string }
  | { readonly do: 'stall-group'; readonly group: string }
  /** It reads so much of what is written. */
  | { readonly do: 'slow-group'; readonly group: string; readonly percent: number }
  | { readonly do: 'rewind-group'; readonly group: string; readonly back: Duration; readonly within: Duration }
  | { readonly do: 'fall-behind-retention'; readonly group: string; readonly lostOffsets: number }
  /** A node slows for this reason: a broker, or a controller that is overloaded. */
  | { readonly do: 'strain'; readonly node: number; readonly cause: StrainCause }
  /** What the broker leads gets so many times its traffic. */
  | { readonly do: 'heat-broker'; readonly broker: number; readonly times: number }
  /** All partitions get so many times their traffic. */
  | { readonly do: 'scale-traffic'; readonly times: number }
  /** The broker was killed and reads its logs through until it is let go. */
  | { readonly do: 'recover-logs'; readonly broker: number }
  | { readonly do: 'slow-zookeeper'; readonly by: Duration }
  | { readonly do: 'set-acks'; readonly acks: 'all' | 'leader' | 'none' }
  /** All members leave. */
  | { readonly do: 'stop-group'; readonly group: string }

export type ActName = Act['do']
export type ActOf<Name extends ActName> = Extract<Act, { readonly do: Name }>
