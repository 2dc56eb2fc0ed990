// When a broker counts as silent: two unanswered pings in a row, or one refused connection.
import type { BrokerFact, RegistryFacts } from '@perigee/domain'

/** Unanswered pings in a row, by broker id. */
export type Strikes = ReadonlyMap<number, number>

export interface SettledRegistry {
  readonly registry: RegistryFacts
  readonly strikes: Strikes
  /** Brokers with a first unanswered ping: ask again soon. */
  readonly unsure: readonly number[]
}

const STRIKES_TO_SILENCE = 2

/**
 * Lets one lost ping pass: the broker keeps its earlier standing (null when it had none) until a second one is lost too.
 * A refused connection needs no second opinion, and one answer clears everything.
 */
export function settleSilence(
  fresh: RegistryFacts,
  before: RegistryFacts | undefined,
  strikes: Strikes,
): SettledRegistry {
  const earlier = new Map(before?.brokers.map((broker) => [broker.id, broker]))
  const next = new Map<number, number>()
  const unsure: number[] = []
  const brokers = fresh.brokers.map((broker) => {
    if (broker.answered !== false) return broker
    const count = (strikes.get(broker.id) ?? 0) + 1
    next.set(broker.id, count)
    if (broker.failure?.code === 'refused' || count >= STRIKES_TO_SILENCE) return broker
    unsure.push(broker.id)
    return doubted(broker, earlier.get(broker.id))
  })
  return { registry: { ...fresh, brokers }, strikes: next, unsure }
}

/** One ping went unanswered: what it offered and how it stood before still holds, the failure is told. */
function doubted(broker: BrokerFact, earlier: BrokerFact | undefined): BrokerFact {
  return {
    ...broker,
    answered: earlier?.answered ?? null,
    release: broker.release ?? earlier?.release ?? null,
    apis: broker.apis ?? earlier?.apis ?? null,
  }
}
