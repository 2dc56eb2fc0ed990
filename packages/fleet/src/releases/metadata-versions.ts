import type { ReleaseName } from './release-name.ts'

/** `metadata.version` by level, from 1 (`MetadataVersion.java`). */
const NAMES: readonly string[] = (
  '3.0-IV1 3.1-IV0 3.2-IV0 3.3-IV0 3.3-IV1 3.3-IV2 3.3-IV3 3.4-IV0 3.5-IV0 3.5-IV1 3.5-IV2 3.6-IV0 3.6-IV1 3.6-IV2 ' +
  '3.7-IV0 3.7-IV1 3.7-IV2 3.7-IV3 3.7-IV4 3.8-IV0 3.9-IV0 4.0-IV0 4.0-IV1 4.0-IV2 4.0-IV3 4.1-IV0 4.1-IV1 4.2-IV0 ' +
  '4.2-IV1 4.3-IV0'
).split(' ')

/** Name of a level; null for a level that no release here knows. */
export function metadataVersionName(level: number): string | null {
  return NAMES[level - 1] ?? null
}

/** `inter.broker.protocol.version` as a broker of the release tells it by default; 4.0 took the setting away. */
const INTER_BROKER_PROTOCOL: Readonly<Partial<Record<ReleaseName, string>>> = {
  '2.8': '2.8-IV1',
  '3.3': '3.3-IV3',
  '3.6': '3.6-IV2',
  '3.9': '3.9-IV0',
}

/** Null where the release has no such setting any more. */
export function interBrokerProtocolVersion(release: ReleaseName): string | null {
  return INTER_BROKER_PROTOCOL[release] ?? null
}
