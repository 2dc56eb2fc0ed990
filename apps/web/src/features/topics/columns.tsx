import type { TopicRow } from '@perigee/contract'
import { hrefOf } from '../../app/view.ts'
import { ReplicaCells } from '../../ui/kafka/replica-cells.tsx'
import { Quantity, type QuantityKind, Unknown } from '../../ui/quantity.tsx'
import { StatusPill } from '../../ui/status-pill.tsx'
import type { Column } from '../../ui/table/column.ts'
import { Name } from '../../ui/table/name.tsx'
import { ConditionLink } from './condition-link.tsx'
import { TopicSize } from './topic-size.tsx'
import { retentionSizeWords, retentionWords } from './words.ts'

/** Two the fair share: from here on leaders are called skewed. */
const SKEWED_FROM = 2

const number = (value: number | null, kind: QuantityKind = 'count') => (
  <Quantity value={value} kind={kind} unknown="dash" />
)

/** Columns of the topics list. Words and counts come from the server; nothing is judged here. */
export function topicColumns(cluster: string): readonly Column<TopicRow>[] {
  return [...nameColumns(cluster), ...copyColumns(cluster), ...figureColumns(), ...policyColumns(), ...moreColumns()]
}

function nameColumns(cluster: string): readonly Column<TopicRow>[] {
  return [
    {
      id: 'status',
      label: 'Status',
      priority: 1,
      width: '104px',
      sort: { key: 'status', first: 'ascending' },
      cell: (row) => <StatusPill status={row.status} />,
    },
    {
      id: 'name',
      label: 'Topic',
      priority: 1,
      names: true,
      sort: { key: 'name', first: 'ascending' },
      cell: (row) => <Name name={row.name} href={hrefOf({ kind: 'topic', cluster, topic: row.name })} />,
    },
  ]
}

function copyColumns(cluster: string): readonly Column<TopicRow>[] {
  return [
    {
      id: 'partitions',
      label: 'Partitions',
      priority: 3,
      align: 'right',
      width: '84px',
      sort: { key: 'partitions', first: 'descending' },
      cell: (row) => number(row.partitions),
    },
    {
      id: 'worst',
      label: 'Worst partition',
      priority: 2,
      width: '104px',
      cell: (row) => (row.worstReplicas.length === 0 ? <Unknown /> : <ReplicaCells replicas={row.worstReplicas} />),
    },
    {
      id: 'condition',
      label: 'Condition',
      priority: 2,
      width: '206px',
      cell: (row) => <ConditionLink cluster={cluster} row={row} />,
    },
  ]
}

function figureColumns(): readonly Column<TopicRow>[] {
  return [
    {
      id: 'size',
      label: 'Size',
      priority: 2,
      align: 'right',
      width: '92px',
      sort: { key: 'size', first: 'descending' },
      cell: (row) => <TopicSize row={row} />,
    },
    {
      id: 'messages',
      label: 'Messages',
      hint: 'Messages in per second',
      priority: 3,
      align: 'right',
      width: '92px',
      sort: { key: 'messages', first: 'descending' },
      cell: (row) => number(row.messagesInPerSecond, 'per-second'),
    },
    {
      id: 'keeps',
      label: 'Keeps',
      hint: 'Retention by time',
      priority: 3,
      align: 'right',
      width: '74px',
      sort: { key: 'retention', first: 'descending' },
      cell: (row) => (row.retentionMs === null ? <Unknown as="dash" /> : retentionWords(row.retentionMs)),
    },
  ]
}

function policyColumns(): readonly Column<TopicRow>[] {
  return [
    {
      id: 'cleanup',
      label: 'Cleanup',
      priority: 4,
      width: '84px',
      sort: { key: 'cleanup', first: 'ascending' },
      cell: (row) => <span className="q">{row.cleanup ?? <Unknown as="dash" />}</span>,
    },
    {
      id: 'skew',
      label: 'Skew',
      hint: 'Most leaders on one broker, over the fair share',
      priority: 4,
      align: 'right',
      width: '58px',
      sort: { key: 'skew', first: 'descending' },
      cell: (row) =>
        row.leaderSkew === null ? (
          <Unknown as="dash" />
        ) : (
          <span className={row.leaderSkew >= SKEWED_FROM ? 'mid' : 'q'}>{row.leaderSkew.toFixed(1)}</span>
        ),
    },
  ]
}

function moreColumns(): readonly Column<TopicRow>[] {
  const right = { align: 'right', priority: 4, off: true } as const
  return [
    {
      id: 'rf',
      label: 'RF',
      hint: 'Replication factor',
      width: '52px',
      sort: { key: 'replicationFactor', first: 'ascending' },
      cell: (row) => number(row.replicationFactor),
      ...right,
    },
    {
      id: 'min-isr',
      label: 'Min ISR',
      width: '66px',
      sort: { key: 'minIsr', first: 'ascending' },
      cell: (row) => number(row.minIsr),
      ...right,
    },
    { id: 'offline', label: 'Offline', width: '66px', cell: (row) => number(row.offlinePartitions), ...right },
    {
      id: 'under-min-isr',
      label: 'Under min ISR',
      width: '96px',
      cell: (row) => number(row.underMinIsrPartitions),
      ...right,
    },
    {
      id: 'under-replicated',
      label: 'Under-replicated',
      width: '112px',
      cell: (row) => number(row.underReplicatedPartitions),
      ...right,
    },
    {
      id: 'keeps-bytes',
      label: 'Keeps, size',
      hint: 'Retention by size, per partition',
      width: '92px',
      cell: (row) => (row.retentionBytes === null ? <Unknown as="dash" /> : retentionSizeWords(row.retentionBytes)),
      ...right,
    },
  ]
}
