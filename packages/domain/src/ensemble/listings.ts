// Since when each broker is listed, or is not: what ZooKeeper says is older than the list that it is held against.
import type { RegistryFacts } from '../facts.ts'

export interface Listing {
  readonly isListed: boolean
  /** When it was first seen so, epoch ms. */
  readonly since: number
}

/** By broker id. */
export type Listings = ReadonlyMap<number, Listing>

/** Takes the newest list of brokers; the same map when nothing changed. */
export function followListings(
  listings: Listings,
  registry: RegistryFacts | undefined,
  observedAt: number | undefined,
): Listings {
  if (registry === undefined || observedAt === undefined) return listings
  const listed = new Set(registry.brokers.filter(({ registered }) => registered).map(({ id }) => id))
  const ids = [...new Set([...listings.keys(), ...listed])]
  const changed = ids.filter((id) => listings.get(id)?.isListed !== listed.has(id))
  if (changed.length === 0) return listings
  return new Map([...listings, ...changed.map((id) => [id, { isListed: listed.has(id), since: observedAt }] as const)])
}
