// Levels of metadata.version: which release brought them, what they enable, and whether there is a way back.
// server-common MetadataVersion.java of 4.1; names and ways back of 4.2 and later as of 4.4.

export interface MetadataLevel {
  readonly level: number
  /** `4.1-IV1` */
  readonly name: string
  /** What the cluster may do from here on; empty: nothing that can be seen from outside. */
  readonly enables: string
  /** True: it changes what is written, so that the level cannot be lowered past it. */
  readonly isOneWay: boolean
}

type Row = readonly [name: string, enables: string, way?: 'one-way']

const ROWS: readonly Row[] = [
  ['3.0-IV1', '', 'one-way'],
  ['3.1-IV0', 'topic ids in fetches (KIP-516)'],
  ['3.2-IV0', 'recovery after an unclean leader election (KIP-704)', 'one-way'],
  ['3.3-IV0', 'metadata.version as a feature (KIP-778)'],
  ['3.3-IV1', 'no-op records in the metadata log (KIP-835)', 'one-way'],
  ['3.3-IV2', 'one record for changes of a broker’s registration', 'one-way'],
  ['3.3-IV3', 'brokers in controlled shutdown are known as such (KIP-841)', 'one-way'],
  ['3.4-IV0', 'migration from ZooKeeper (KIP-866)', 'one-way'],
  ['3.5-IV0', 'tiered storage (KIP-405)'],
  ['3.5-IV1', 'brokers that restarted with an older log are kept out of the ISR (KIP-903)'],
  ['3.5-IV2', 'SCRAM users', 'one-way'],
  ['3.6-IV0', 'no new leader epoch when an ISR shrinks (KAFKA-15021)'],
  ['3.6-IV1', 'metadata transactions', 'one-way'],
  ['3.6-IV2', 'delegation tokens', 'one-way'],
  ['3.7-IV0', 'controllers register themselves (KIP-919)', 'one-way'],
  ['3.7-IV1', ''],
  ['3.7-IV2', 'several log directories per broker (KIP-858)', 'one-way'],
  ['3.7-IV3', ''],
  ['3.7-IV4', 'clients learn of a new leader from the answer that refuses them (KIP-951)'],
  ['3.8-IV0', ''],
  ['3.9-IV0', 'the earliest offset in tiered storage can be asked for (KIP-1005)'],
  ['4.0-IV0', 'the consumer group protocol, group.version 1 (KIP-848)'],
  ['4.0-IV1', 'records of eligible leader replicas (KIP-966)', 'one-way'],
  ['4.0-IV2', 'transactions that guard against hanging ones, transaction.version 1 and 2 (KIP-890)'],
  ['4.0-IV3', 'offsets in tiered storage are looked up without holding up others (KIP-1075)'],
  ['4.1-IV0', 'eligible leader replicas by default in new clusters (KIP-966)'],
  ['4.1-IV1', 'followers tell leaders the high watermark they know (KIP-1166)'],
  ['4.2-IV0', 'share groups by default in new clusters (KIP-932)'],
  ['4.2-IV1', 'streams groups by default in new clusters (KIP-1071)'],
  ['4.3-IV0', '', 'one-way'],
  ['4.4-IV0', ''],
  ['4.4-IV1', '', 'one-way'],
  ['4.4-IV2', '', 'one-way'],
]

/** Null for a level newer than this console. */
export function metadataLevel(level: number): MetadataLevel | null {
  const row = ROWS[level - 1]
  return row === undefined ? null : { level, name: row[0], enables: row[1], isOneWay: row[2] === 'one-way' }
}

/** What raising the level from `from` to `to` passes through, lowest first; levels not known here are left out. */
export function levelsBetween(from: number, to: number): readonly MetadataLevel[] {
  return ROWS.flatMap((_, index) => {
    const level = index + 1 > from && index + 1 <= to ? metadataLevel(index + 1) : null
    return level === null ? [] : [level]
  })
}
