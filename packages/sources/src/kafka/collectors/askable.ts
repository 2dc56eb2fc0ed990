import type { BrokerFact, RegistryFacts } from '@perigee/domain'
import type { BrokerLink } from '../link/broker-link.ts'
import type { BrokerPool } from '../link/broker-pool.ts'

/** Listed brokers worth asking, `prefer` first, then those that answered in the registry's run. */
export function askable(pool: BrokerPool, registry: RegistryFacts, prefer: number | undefined): BrokerLink[] {
  const order = (broker: BrokerFact) => (broker.id === prefer ? 0 : 1) + (broker.answered === true ? 0 : 2)
  return registry.brokers
    .filter((broker) => broker.registered && broker.fenced !== true)
    .sort((a, b) => order(a) - order(b))
    .map((broker) => pool.broker(broker))
}

/** As {@link askable}, but only brokers that answered in the registry's run where there are any. */
export function answering(pool: BrokerPool, registry: RegistryFacts, prefer: number | undefined): BrokerLink[] {
  const alive = registry.brokers.filter((broker) => broker.answered === true)
  const some = askable(pool, { ...registry, brokers: alive }, prefer)
  return some.length > 0 ? some : askable(pool, registry, prefer)
}
