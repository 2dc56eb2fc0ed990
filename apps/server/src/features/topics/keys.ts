import { STATUSES } from '@perigee/contract'
import type { Assessment, ClusterFacts } from '@perigee/domain'
import type { FilterField, FilterKeys } from '@perigee/links'
import { rackReader } from '../listing/racks.ts'
import type { RowTest } from '../listing/window.ts'
import { CONDITIONS, type Lost } from '../partitions/conditions.ts'
import { anyReplica } from '../partitions/replicas.ts'
import { topicStatus } from './row.ts'
import type { TopicTable } from './table.ts'

/** Filter keys of the topics list, over columns. */
export function topicKeys(table: TopicTable, facts: ClusterFacts, lost: Lost): FilterKeys {
  const { assessment } = table
  const name = (t: number) => table.names[t] as string
  const number = (values: ArrayLike<number>, unit: 'count' | 'bytes' | 'duration' | 'rate' = 'count'): FilterField => ({
    kind: 'number',
    unit,
    of: (t) => values[t] ?? Number.NaN,
  })
  return {
    name,
    conditions: topicConditions(table),
    fields: {
      topic: { kind: 'text', of: name },
      name: { kind: 'text', of: name },
      status: { kind: 'text', values: STATUSES, of: (t) => topicStatus(table, t, lost) },
      cleanup: { kind: 'set', has: (t, test) => (table.cleanup[t] ?? '').split(',').some(test) },
      partitions: number(table.partitions),
      rf: number(table.replicationFactor),
      'min-isr': number(table.minIsr),
      skew: number(table.skew),
      size: number(assessment.topicSizeBytes, 'bytes'),
      messages: number(assessment.topicMessagesInPerSecond, 'rate'),
      // For ever is longer than anything one compares with.
      retention: number(
        table.retentionMs.map((ms) => (ms === -1 ? Number.POSITIVE_INFINITY : ms)),
        'duration',
      ),
      ...placeFields(assessment, rackReader(facts)),
    },
  }
}

/** Where a topic's replicas and leaders are: one of its partitions is enough. */
function placeFields(assessment: Assessment, rackOf: (broker: number) => string): Record<string, FilterField> {
  const { partitions } = assessment.topology
  const replicas = (text: (broker: number) => string): FilterField => ({
    kind: 'set',
    has: (t, test) => anyRow(assessment, t, (row) => anyReplica(assessment, row, (broker) => test(text(broker)))),
  })
  return {
    broker: replicas(String),
    rack: replicas(rackOf),
    leader: {
      kind: 'set',
      has: (t, test) =>
        anyRow(assessment, t, (row) =>
          test((partitions.leader[row] ?? -1) < 0 ? 'none' : String(partitions.leader[row])),
        ),
    },
  }
}

function anyRow({ topology: { topics } }: Assessment, t: number, test: RowTest): boolean {
  for (let row = topics.firstRow[t] ?? 0; row < (topics.firstRow[t + 1] ?? 0); row += 1) {
    if (test(row)) return true
  }
  return false
}

/** `is:` names: any partition has the finding, or the topic itself is so. */
function topicConditions(table: TopicTable): Record<string, RowTest> {
  const { topicFlags } = table.assessment
  return {
    ...Object.fromEntries(CONDITIONS.map(({ name, bit }) => [name, (t: number) => ((topicFlags[t] ?? 0) & bit) !== 0])),
    skewed: (t) => table.skewed[t] === 1,
    internal: (t) => table.internal[t] === 1,
    'rf-below-3': (t) => (table.replicationFactor[t] ?? Number.NaN) < 3,
    'rf-1': (t) => table.replicationFactor[t] === 1,
    'min-isr-1': (t) => table.minIsr[t] === 1 && (table.replicationFactor[t] ?? 0) >= 3,
    'unclean-election': (t) => table.settings[t]?.uncleanElection === true,
    empty: (t) => table.assessment.topicSizeBytes[t] === 0 && table.assessment.topicSizePartial[t] === 0,
  }
}
