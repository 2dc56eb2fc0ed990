// Tells what began before our eyes from what held already when we first looked, or looked again after seeing nothing.
import { type ClusterFacts, freshnessOf, type Reading } from '@perigee/domain'

/** What partitions' troubles rest on; everything else rests on the list of brokers. */
const OF_PARTITIONS: ReadonlySet<string> = new Set([
  'offline',
  'brokers-lagging',
  'min-isr-above-rf',
  'min-isr-unknown',
  'not-described',
])

interface Look {
  /** What holds now: codes of problems and of the status. */
  readonly codes: ReadonlySet<string>
  readonly facts: ClusterFacts
  /** Epoch ms. */
  readonly now: number
  /** Nobody answers now. */
  readonly isBlind: boolean
  /** Whether the look before this one told who controls: else the one who does may have begun in between. */
  readonly wasControllerSeen: boolean
}

export class FirstLook {
  readonly #brokers = new Sight()
  readonly #partitions = new Sight()
  /** Codes whose beginning nobody saw. */
  #unseen = new Set<string>()
  #holding: ReadonlySet<string> = new Set()

  take({ codes, facts, now, isBlind, wasControllerSeen }: Look): void {
    const brokers = this.#brokers.isFirst(now, {
      isLost: isBlind || freshnessOf(facts.registry, now) === 'lost',
      hasLooked: (since) => hasRound(facts, since),
    })
    const partitions = this.#partitions.isFirst(now, {
      isLost: isBlind || freshnessOf(facts.topology, now) === 'lost',
      hasLooked: (since) => isNewer(facts.topology, since),
    })
    const began = [...codes].filter((code) => !this.#holding.has(code))
    const isFirst = (code: string) => {
      if (code.startsWith('controller:') && !wasControllerSeen) return true
      return OF_PARTITIONS.has(code) ? partitions : brokers || partitions
    }
    this.#unseen = new Set([...[...this.#unseen].filter((code) => codes.has(code)), ...began.filter(isFirst)])
    this.#holding = codes
  }

  /** True: it held already when we looked, so its onset is our look and not its beginning. */
  heldBefore(code: string): boolean {
    return this.#unseen.has(code)
  }
}

/** Whether one reading has been out of sight, and everything beside it has been looked at since. */
class Sight {
  /** The last moment at which nothing was known, epoch ms; null while we see. */
  #blindAt: number | null = Number.NEGATIVE_INFINITY

  isFirst(now: number, { isLost, hasLooked }: { isLost: boolean; hasLooked: (since: number) => boolean }): boolean {
    if (isLost) this.#blindAt = now
    const isFirst = this.#blindAt !== null
    if (isFirst && !isLost && hasLooked(this.#blindAt ?? now)) this.#blindAt = null
    return isFirst
  }
}

/** Everything that decides about brokers and controllers was asked since then, and nobody is under doubt. */
function hasRound(facts: ClusterFacts, since: number): boolean {
  const { registry, quorum, zookeeper, topology } = facts
  if (registry.value === undefined || !isNewer(registry, since)) return false
  const controllers = registry.value.mode === 'zookeeper' ? zookeeper : quorum
  const inDoubt = registry.value.brokers.some(({ answered, failure }) => answered === null && failure !== null)
  return !inDoubt && wasTried(controllers, since) && wasTried(topology, since)
}

function isNewer({ observedAt, failure }: Reading<unknown>, since: number): boolean {
  return observedAt === undefined ? failure !== undefined && failure.code !== 'blocked' : observedAt > since
}

function wasTried({ attemptedAt, failure }: Reading<unknown>, since: number): boolean {
  return attemptedAt !== undefined && attemptedAt > since && failure?.code !== 'blocked'
}
