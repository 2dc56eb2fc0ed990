import type { TopicRow } from '@perigee/contract'
import { hrefOf } from '../../app/view.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { CountLink } from '../../ui/count-link.tsx'
import { Facts } from '../../ui/facts.tsx'
import { ReplicaCells } from '../../ui/kafka/replica-cells.tsx'
import { Quantity } from '../../ui/quantity.tsx'
import { StatusPill } from '../../ui/status-pill.tsx'
import { Peek } from '../../ui/table/peek.tsx'
import { ConditionLink } from './condition-link.tsx'
import { TopicSize } from './topic-size.tsx'
import { retentionSizeWords, retentionWords } from './words.ts'

interface PeekProps {
  readonly cluster: string
  readonly row: TopicRow
  readonly close: () => void
}

/** One topic beside the list. */
export function TopicPeek({ cluster, row, close }: PeekProps) {
  const counts: readonly (readonly [string, number | null, string])[] = [
    ['Offline', row.offlinePartitions, 'is:offline'],
    ['Under min ISR', row.underMinIsrPartitions, 'is:under-min-isr'],
    ['Under-replicated', row.underReplicatedPartitions, 'is:under-replicated'],
  ]
  return (
    <Peek
      title={row.name}
      href={hrefOf({ kind: 'topic', cluster, topic: row.name })}
      openLabel="Open topic"
      close={close}
    >
      <p className="note">
        <StatusPill status={row.status} /> <ConditionLink cluster={cluster} row={row} />
      </p>
      <Facts
        facts={[
          ['Partitions', row.partitions],
          ['Replication factor', row.replicationFactor],
          ['min ISR', row.minIsr],
          [
            'Worst partition',
            row.worstReplicas.length === 0 ? null : <ReplicaCells key="worst" replicas={row.worstReplicas} />,
          ],
          ...counts.map(
            ([label, count, condition]) => [label, countFact(cluster, row.name, { count, condition })] as const,
          ),
          ['Size', row.sizeBytes === null ? null : <TopicSize key="size" row={row} />],
          ['Messages in', <Quantity key="messages" value={row.messagesInPerSecond} kind="per-second" />],
          ['Keeps, time', row.retentionMs === null ? null : retentionWords(row.retentionMs)],
          ['Keeps, size', row.retentionBytes === null ? null : retentionSizeWords(row.retentionBytes)],
          ['Cleanup', row.cleanup],
        ]}
      />
      <p className="note">
        <CopyButton text={row.name} label="Copy name" />
      </p>
    </Peek>
  )
}

/** A count that opens its partitions; null is left to be said as unknown. */
function countFact(cluster: string, topic: string, of: { readonly count: number | null; readonly condition: string }) {
  if (of.count === null) return null
  const href = hrefOf({ kind: 'partitions', cluster }, { q: `topic:${topic} ${of.condition}` })
  return <CountLink count={of.count} href={href} label={`partitions of ${topic}, ${of.condition}`} />
}
