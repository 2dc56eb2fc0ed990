export interface VersionRange {
  readonly min: number
  readonly max: number
}

export interface Features {
  readonly supportedFeatures: { name: string; minVersion: number; maxVersion: number }[]
  readonly finalizedFeaturesEpoch: bigint
  readonly finalizedFeatures: { name: string; minVersionLevel: number; maxVersionLevel: number }[]
}

/** What a listener offers to do, as ApiVersions tells it. */
export interface Offer {
  /** By API key, ascending. */
  ranges(): readonly (readonly [apiKey: number, range: VersionRange])[]
  rangeOf(apiKey: number): VersionRange | undefined
  /** As a version of ApiVersions tells them. */
  features(version: number): Features
}
