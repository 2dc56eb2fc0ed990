import { type FeatureFact, metadataLevel } from '@perigee/domain'

/** Release of a `metadata.version` level; null when the level is not known here. */
export function metadataVersionName(level: number): string | null {
  return metadataLevel(level)?.name ?? null
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
