import type { PeerCost } from '../source.ts'
import { type Address, addressOf } from './address.ts'
import type { DialSettings } from './broker-connection.ts'
import { BrokerLink } from './broker-link.ts'
import { createGate } from './gate.ts'

/** Requests under way at once in one cluster. */
const OVERALL_LIMIT = 64

/** The links of one cluster by address. Links are made when first asked for and ended by {@link BrokerPool.keepOnly}. */
export interface BrokerPool {
  readonly bootstrap: readonly Address[]
  at(address: Address): BrokerLink
  /** The link to a listed broker, which from now on is named by its id. */
  broker(broker: { readonly id: number; readonly host: string; readonly port: number }): BrokerLink
  /** Ends links to addresses that are neither in `addresses` nor bootstrap addresses. */
  keepOnly(addresses: ReadonlySet<string>): void
  cost(): PeerCost[]
  close(): void
}

export function createBrokerPool(bootstrap: readonly Address[], settings: DialSettings): BrokerPool {
  const links = new Map<string, BrokerLink>()
  const overall = createGate(OVERALL_LIMIT)
  let closed = false
  const at = (address: Address): BrokerLink => {
    const known = links.get(address.address)
    if (known) return known
    const link = new BrokerLink(address, settings, overall)
    links.set(address.address, link)
    if (closed) link.close()
    return link
  }
  const end = (link: BrokerLink) => {
    link.close()
    links.delete(link.address)
  }
  return {
    bootstrap,
    at,
    broker(broker) {
      const link = at(addressOf(broker.host, broker.port))
      link.brokerId = broker.id
      return link
    },
    keepOnly(addresses) {
      const kept = new Set([...addresses, ...bootstrap.map((b) => b.address)])
      for (const link of [...links.values()]) if (!kept.has(link.address)) end(link)
    },
    cost: () => [...links.values()].map((link) => link.cost()),
    close: () => {
      closed = true
      for (const link of links.values()) link.close()
    },
  }
}
