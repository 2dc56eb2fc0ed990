import type { FeatureFact } from '@perigee/domain'

// server-common MetadataVersion.java: level → release. Levels not in the table are newer than this console.
const METADATA_VERSIONS = [
  '3.0-IV1',
  '3.1-IV0',
  '3.2-IV0',
  ...ivs('3.3', 4),
  '3.4-IV0',
  ...ivs('3.5', 3),
  ...ivs('3.6', 3),
  ...ivs('3.7', 5),
  '3.8-IV0',
  '3.9-IV0',
  ...ivs('4.0', 4),
  ...ivs('4.1', 2),
  ...ivs('4.2', 2),
  '4.3-IV0',
  ...ivs('4.4', 3),
]

function ivs(release: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${release}-IV${index}`)
}

/** Release of a `metadata.version` level; null when the level is not known here. */
export function metadataVersionName(level: number): string | null {
  return METADATA_VERSIONS[level - 1] ?? null
}

/** `metadata.version 30 = 4.3-IV0`; a level is what was agreed on, not the release that runs. */
export function featureWords({ name, finalizedLevel, supportedMin, supportedMax }: FeatureFact): string {
  if (finalizedLevel === null) return `${name} not set, ${supportedMin} to ${supportedMax} supported`
  const named = name === 'metadata.version' ? metadataVersionName(finalizedLevel) : null
  const newest = name === 'metadata.version' ? metadataVersionName(supportedMax) : null
  const words = named === null ? `${name} ${finalizedLevel}` : `${name} ${finalizedLevel} = ${named}`
  if (finalizedLevel >= supportedMax) return words
  return `${words}, up to ${supportedMax}${newest === null ? '' : ` = ${newest}`} supported`
}
