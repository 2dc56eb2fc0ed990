// Features of KRaft clusters (KIP-584): what each release's software supports, and what a cluster that was formatted with
// it finalizes.
import type { ReleaseName } from './release-name.ts'

/** A name, and the levels that the software supports. */
export interface SupportedFeature {
  readonly name: string
  readonly minVersion: number
  readonly maxVersion: number
}

/** Level 0 is told by no finalized feature at all. */
export interface FinalizedFeature {
  readonly name: string
  readonly minVersionLevel: number
  readonly maxVersionLevel: number
}

interface ReleaseFeatures {
  readonly metadataLevels: readonly [min: number, max: number]
  /** Highest supported level and the level of a new cluster, by name. */
  readonly others: Readonly<Record<string, readonly [max: number, finalized: number]>>
}

const KRAFT = { 'kraft.version': [1, 0] } as const
const SINCE_4_0 = { ...KRAFT, 'transaction.version': [2, 2], 'group.version': [1, 1] } as const

/** From `Feature` and `MetadataVersion` of each release; kraft.version stays 0 where voters are configured, not joined. */
const FEATURES: Readonly<Record<ReleaseName, ReleaseFeatures>> = {
  '2.8': { metadataLevels: [0, 0], others: {} },
  '3.3': { metadataLevels: [1, 7], others: {} },
  '3.6': { metadataLevels: [1, 14], others: {} },
  '3.9': { metadataLevels: [1, 21], others: KRAFT },
  '4.0': { metadataLevels: [7, 25], others: { ...SINCE_4_0, 'eligible.leader.replicas.version': [1, 0] } },
  '4.1': {
    metadataLevels: [7, 27],
    others: { ...SINCE_4_0, 'eligible.leader.replicas.version': [1, 1], 'share.version': [1, 0] },
  },
  '4.3': {
    metadataLevels: [7, 30],
    others: {
      ...SINCE_4_0,
      'eligible.leader.replicas.version': [1, 1],
      'share.version': [1, 1],
      'streams.version': [1, 1],
    },
  },
}

export type ClusterMode = 'zookeeper' | 'kraft'

/** Nothing in ZooKeeper mode: features were never finalized there by themselves. */
export function supportedFeatures(release: ReleaseName, mode: ClusterMode): readonly SupportedFeature[] {
  if (mode === 'zookeeper') return []
  const { metadataLevels, others } = FEATURES[release]
  const [minVersion, maxVersion] = metadataLevels
  return [
    { name: 'metadata.version', minVersion, maxVersion },
    ...Object.entries(others).map(([name, [max]]) => ({ name, minVersion: 0, maxVersion: max })),
  ]
}

/**
 * Features whose lowest level is 0 stand in ApiVersions from version 4 on only (KAFKA-17011): older clients take 0 for an
 * error.
 */
export function toldFeatures(
  features: readonly SupportedFeature[],
  apiVersionsVersion: number,
): readonly SupportedFeature[] {
  return apiVersionsVersion >= 4 ? features : features.filter((one) => one.minVersion > 0)
}

export function finalizedFeatures(release: ReleaseName, mode: ClusterMode): readonly FinalizedFeature[] {
  if (mode === 'zookeeper') return []
  return levelsOf(FEATURES[release])
    .filter(([, level]) => level > 0)
    .map(([name, level]) => ({ name, minVersionLevel: level, maxVersionLevel: level }))
}

function levelsOf({ metadataLevels, others }: ReleaseFeatures): (readonly [name: string, level: number])[] {
  return [
    ['metadata.version', metadataLevels[1]],
    ...Object.entries(others).map(([name, [, finalized]]) => [name, finalized] as const),
  ]
}
