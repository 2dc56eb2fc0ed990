import { API_VERSIONS } from '../../apis/api-versions.ts'
import type { Fault } from '../../faults/fault.ts'
import { handler } from '../handler.ts'
import type { Offer, VersionRange } from '../offer.ts'

/** ApiVersions of one listener: what it offers, and its features. */
export function apiVersionsHandler(offer: Offer) {
  return handler(API_VERSIONS, (_request, { struck, version, errors }) => ({
    errorCode: errors.codeFor(API_VERSIONS.key, null, null),
    apiKeys: offer.ranges().flatMap(([apiKey, range]) => {
      const { min, max } = lieAbout(apiKey, struck) ?? range
      // A range without a version in it: the API is kept secret.
      return max < min ? [] : [{ apiKey, minVersion: min, maxVersion: max }]
    }),
    ...offer.features(version),
  }))
}

function lieAbout(apiKey: number, struck: readonly Fault[]): VersionRange | undefined {
  return struck.find((one) => one.kind === 'version-lie' && one.apiKey === apiKey) as VersionRange | undefined
}
