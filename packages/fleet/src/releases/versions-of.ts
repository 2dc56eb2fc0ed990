import { ALL_APIS, apiOf } from '../apis/index.ts'
import type { ReleaseName } from './release-name.ts'
import { type ListenerKind, VERSION_TABLE } from './version-table.ts'

export interface VersionRange {
  readonly min: number
  readonly max: number
}

/**
 * Offered though nobody answers: what nodes ask each other (a fleet's nodes need no words for it), and transactions. They
 * are offered because clients and consoles read release and mode from them. Asking one ends the connection.
 */
export const OFFERED_WITHOUT_HANDLER: ReadonlySet<number> = new Set([
  4, // LeaderAndIsr
  5, // StopReplica
  6, // UpdateMetadata
  7, // ControlledShutdown
  24, // AddPartitionsToTxn
  25, // AddOffsetsToTxn
  26, // EndTxn
  27, // WriteTxnMarkers
  28, // TxnOffsetCommit
  52, // Vote
  53, // BeginQuorumEpoch
  54, // EndQuorumEpoch
  56, // AlterPartition
  58, // Envelope
  59, // FetchSnapshot
  62, // BrokerRegistration
  63, // BrokerHeartbeat
  67, // AllocateProducerIds
  70, // ControllerRegistration
  73, // AssignReplicasToDirs
  82, // UpdateRaftVoter
])

const ALL_KEYS: ReadonlySet<number> = new Set(ALL_APIS.map(({ key }) => key))

/**
 * What a listener of a release offers, by API key, ascending: of the APIs in `handled` the versions that Kafka offers and
 * the fleet has schemas of, and those of {@link OFFERED_WITHOUT_HANDLER} as Kafka has them.
 *
 * @throws RangeError for a listener that the release does not have.
 */
export function versionsOf(
  release: ReleaseName,
  listener: ListenerKind,
  handled: ReadonlySet<number> = ALL_KEYS,
): ReadonlyMap<number, VersionRange> {
  const offered = new Map<number, VersionRange>()
  for (const [key, range] of kafkaVersions(release, listener)) {
    const ours = handled.has(key) ? clamp(range, apiOf(key)) : OFFERED_WITHOUT_HANDLER.has(key) ? range : null
    if (ours !== null) offered.set(key, ours)
  }
  return offered
}

/** What Kafka itself offers there. Throws as {@link versionsOf} does. */
export function kafkaVersions(release: ReleaseName, listener: ListenerKind): ReadonlyMap<number, VersionRange> {
  const text = VERSION_TABLE[release][listener]
  if (text === null) throw new RangeError(`Kafka ${release} has no ${listener}`)
  return new Map(text.trim().split(/\s+/).map(entry))
}

function entry(text: string): [key: number, range: VersionRange] {
  const [key = '', versions = ''] = text.split(':')
  const [min = '', max = min] = versions.split('-')
  return [Number(key), { min: Number(min), max: Number(max) }]
}

function clamp({ min, max }: VersionRange, schemas: VersionRange | undefined): VersionRange | null {
  if (schemas === undefined) return null
  const both = { min: Math.max(min, schemas.min), max: Math.min(max, schemas.max) }
  return both.min <= both.max ? both : null
}
