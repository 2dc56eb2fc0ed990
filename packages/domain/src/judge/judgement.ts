import type { KeeperFinding } from '../ensemble/finding.ts'
import type { BrokerFact } from '../facts.ts'
import type { Freshness } from '../reading.ts'
import type { Status } from '../status.ts'
import type { Why } from '../why/why.ts'

/** Where a count or name leads: the page and its filter. Whoever shows it mints the URL. */
export type Target =
  | { readonly page: 'partitions' | 'topics' | 'brokers' | 'sources'; readonly q?: string }
  | { readonly page: 'broker'; readonly broker: number }
  | { readonly page: 'topic'; readonly topic: string }
  | { readonly page: 'cluster' | 'quorum' }
  | { readonly page: 'durability'; readonly lose?: string }

/** One sentence of state: the loud part, then the rest, and a second sentence for what else matters. */
export interface Sentence {
  readonly strong: string
  readonly rest: string
  readonly status: Status
  readonly lede: string
}

/** A count that a problem explains, shown after its text: `3 offline`. */
export interface Explained {
  readonly text: string
  readonly count: number
  readonly target: Target
}

/** Something wrong, told once, by its cause. */
export interface ClusterProblem {
  /** Stable while the problem lasts, unique in the cluster: `broker-down:3`, `offline`. */
  readonly code: string
  readonly status: Status
  /** Strong first words: `Broker 3 is down`. */
  readonly title: string
  /** The rest, whole sentences. */
  readonly text: string
  /** What of `text` the cluster's one sentence takes, where the rest is figures; without it all. */
  readonly brief?: string
  readonly target: Target | null
  readonly targetLabel: string | null
  readonly explains: readonly Explained[]
  /** What a cause explains in one sentence, for readers without links; pages draw `explains` instead. */
  readonly explained?: string
}

export interface UpOf {
  readonly up: number | null
  readonly expected: number | null
  readonly expectedBy: 'configured' | 'inferred' | null
}

export interface ControllerState {
  readonly id: number | null
  readonly epoch: number | null
  readonly status: Status
  readonly text: string
}

/** A fact that cannot be shown: one entry for all brokers that lack it for the same reason. */
export interface ClusterGap {
  readonly fact: string
  readonly text: string
  readonly code: string
  readonly brokers: readonly number[]
  readonly needs: string | null
}

/** What ails a broker; worst first. */
export type BrokerTrouble =
  | 'down'
  | 'unregistered'
  | 'silent'
  | 'refuses'
  | 'fenced'
  | 'disk-offline'
  | 'behind'
  | 'out-of-sync'

/** How one broker stands. */
export interface BrokerStanding {
  readonly id: number
  readonly rack: string | null
  readonly status: Status
  readonly trouble: BrokerTrouble | null
  /** Down, Not registered, Not answering, Refuses us, Fenced, Disk offline, Behind, Out of sync, Slow, Overloaded, Near file limit,
   * Registered, Unknown, OK. */
  readonly word: string
  readonly reasons: readonly string[]
  /** Code of the problem that tells why it is slow; null: it is not, or has a trouble instead. */
  readonly slowBy: string | null
  readonly registered: boolean | null
  readonly answering: boolean | null
  readonly controller: boolean
  /** As last listed; null when it only occurs in replica lists or the configuration. */
  readonly fact: BrokerFact | null
}

export interface ClusterJudgement {
  readonly status: Status
  /** Of the registry and topology readings: the older decides. */
  readonly freshness: Freshness
  /** Worst first, each a whole sentence. Empty when all is well. */
  readonly reasons: readonly string[]
  readonly problems: readonly ClusterProblem[]
  readonly sentence: Sentence
  readonly brokers: UpOf
  readonly quorum: UpOf | null
  readonly controller: ControllerState
  /** Any this many brokers may fail and every partition still takes writes; null = not known. */
  readonly survivableBrokerLosses: number | null
  /** `nothing`, `1 broker`, `2 brokers`, `1 rack`; null = not known. */
  readonly canLose: string | null
  readonly metadata: {
    readonly fromBroker: number | null
    readonly behind: readonly { readonly broker: number; readonly text: string }[]
  }
  readonly gaps: readonly ClusterGap[]
  /** Largest broker over the mean of the live ones; 1 = even, null = not known. */
  readonly skew: { readonly leaders: number | null; readonly replicas: number | null; readonly bytes: number | null }
  readonly disks: {
    readonly fullestBroker: number | null
    /** Used over total of that broker's fullest volume, 0–1. */
    readonly fullestRatio: number | null
    /** Brokers whose volumes are not known. */
    readonly unknownBrokers: readonly number[]
  }
  /** By id: listed, expected, remembered and mentioned in replica lists. */
  readonly brokerStandings: readonly BrokerStanding[]
}

/** What a judgement needs besides facts. */
export interface JudgeOptions {
  /** Epoch ms. */
  readonly now: number
  /** Brokers seen before, by id: what is missing shows only against what was there. */
  readonly remembered?: ReadonlyMap<number, BrokerFact>
  /** Since when a problem holds, by its code; null = just now or not known. Epoch ms. */
  readonly onset?: (code: string) => number | null
  /** True: it held already when it was first looked for; its onset is that look, not its beginning. */
  readonly heldBefore?: (code: string) => boolean
  /** Why brokers are slow, as far as exporters tell; see `advanceWhys`. */
  readonly whys?: readonly Why[]
  /** What ails those who keep the cluster's state, held for a while: see `followKeepers`. */
  readonly keepers?: readonly KeeperFinding[]
  /** Addresses that are asked first, for the words. */
  readonly bootstrapCount?: number
}
