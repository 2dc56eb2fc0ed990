import { STATUSES } from '@perigee/contract'
import { type Assessment, type ClusterFacts, REPLICA_IN_SYNC, REPLICA_OFFLINE, type Standing } from '@perigee/domain'
import type { FilterField, FilterKeys } from '@perigee/links'
import { rackReader } from '../listing/racks.ts'
import type { RowTest } from '../listing/window.ts'
import { CONDITIONS, type Lost, statusOfFlags } from './conditions.ts'
import { anyReplica, partitionSizeBytes, replicationFactor } from './replicas.ts'

/** Filter keys of the partitions list, over columns. */
export function partitionKeys(
  assessment: Assessment,
  facts: ClusterFacts,
  { lost, after }: { readonly lost: Lost; readonly after: (row: number) => Standing | null },
): FilterKeys {
  const { topics, partitions } = assessment.topology
  const rackOf = rackReader(facts)
  const name = (row: number) => topics.names[partitions.topic[row] ?? 0] as string
  const numbers = (values: ArrayLike<number>): FilterField => ({
    kind: 'number',
    unit: 'count',
    of: (row) => known(values[row]),
  })
  return {
    name,
    conditions: {
      ...partitionConditions(assessment),
      internal: (row) => topics.internal[partitions.topic[row] ?? 0] === 1,
    },
    fields: {
      topic: { kind: 'text', of: name },
      name: { kind: 'text', of: name },
      status: { kind: 'text', values: STATUSES, of: (row) => statusOfFlags(assessment.flags[row] ?? 0, lost) },
      after: { kind: 'text', values: STANDINGS, of: after },
      partition: numbers(partitions.id),
      leader: { kind: 'text', of: (row) => leaderText(partitions.leader[row]) },
      preferred: { kind: 'text', of: (row) => String(partitions.replica[partitions.firstReplica[row] ?? 0] ?? '') },
      rf: { kind: 'number', unit: 'count', of: (row) => replicationFactor(assessment, row) },
      'in-sync': numbers(assessment.inSync),
      'min-isr': numbers(assessment.minIsr),
      size: { kind: 'number', unit: 'bytes', of: (row) => partitionSizeBytes(assessment, row) },
      ...replicaFields(assessment, rackOf),
    },
  }
}

const STANDINGS: readonly Standing[] = ['offline', 'unwritable', 'degraded', 'fine']

function replicaFields(assessment: Assessment, rackOf: (broker: number) => string): Record<string, FilterField> {
  const set = (pass: (bits: number) => boolean, text: (broker: number) => string = String): FilterField => ({
    kind: 'set',
    has: (row, test) => anyReplica(assessment, row, (broker, bits) => pass(bits) && test(text(broker))),
  })
  return {
    broker: set(() => true),
    rack: set(() => true, rackOf),
    isr: set((bits) => (bits & REPLICA_IN_SYNC) !== 0),
    'out-of-sync': set((bits) => (bits & REPLICA_IN_SYNC) === 0),
    'offline-on': set((bits) => (bits & REPLICA_OFFLINE) !== 0),
  }
}

/** `is:` names of the domain's findings, and of a row with nothing to say. */
function partitionConditions({ flags }: Assessment): Record<string, RowTest> {
  return Object.fromEntries(CONDITIONS.map(({ name, bit }) => [name, (row: number) => ((flags[row] ?? 0) & bit) !== 0]))
}

function leaderText(leader: number | undefined): string {
  return leader === undefined || leader < 0 ? 'none' : String(leader)
}

/** −1 and absent are unknown. */
function known(value: number | undefined): number {
  return value === undefined || value < 0 ? Number.NaN : value
}
