import { ALL_APIS } from '../apis/index.ts'
import type { Features, Offer, VersionRange } from '../kafka/offer.ts'
import { API_VERSIONS_KEY } from '../wire/headers.ts'

/** What a listener of a release offers: its version ranges, of the APIs that have a handler. */
export function offerOf(handled: ReadonlySet<number>): Offer {
  const ranges = ALL_APIS.filter(({ key }) => key === API_VERSIONS_KEY || handled.has(key))
    .map(({ key, min, max }) => [key, { min, max }] as const)
    .toSorted(([a], [b]) => a - b)
  const byKey = new Map<number, VersionRange>(ranges)
  const features: Features = { supportedFeatures: [], finalizedFeaturesEpoch: -1n, finalizedFeatures: [] }
  return { ranges: () => ranges, rangeOf: (key) => byKey.get(key), features: () => features }
}
