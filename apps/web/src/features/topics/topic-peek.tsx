import type { TopicRow } from '@perigee/contract'
import { hrefOf } from '../../app/view.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ReplicaCells } from '../../ui/kafka/replica-cells.tsx'
import { Quantity, Unknown } from '../../ui/quantity.tsx'
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
      <dl className="facts">
        <dt>Partitions</dt>
        <dd>
          <Quantity value={row.partitions} />
        </dd>
        <dt>RF, min ISR</dt>
        <dd>
          <Quantity value={row.replicationFactor} />, <Quantity value={row.minIsr} />
        </dd>
        <dt>Worst partition</dt>
        <dd>{row.worstReplicas.length === 0 ? <Unknown /> : <ReplicaCells replicas={row.worstReplicas} />}</dd>
        {counts.map(([label, count, condition]) => (
          <CountFact key={label} label={label} count={count} href={partitionsHref(cluster, row.name, condition)} />
        ))}
        <dt>Size</dt>
        <dd>
          <TopicSize row={row} />
        </dd>
        <dt>Messages in</dt>
        <dd>
          <Quantity value={row.messagesInPerSecond} kind="per-second" />
        </dd>
        <dt>Keeps, time</dt>
        <dd>{row.retentionMs === null ? <Unknown /> : retentionWords(row.retentionMs)}</dd>
        <dt>Keeps, size</dt>
        <dd>{row.retentionBytes === null ? <Unknown /> : retentionSizeWords(row.retentionBytes)}</dd>
        <dt>Cleanup</dt>
        <dd>{row.cleanup ?? <Unknown />}</dd>
      </dl>
      <p className="note">
        <CopyButton text={row.name} label="Copy name" />
      </p>
    </Peek>
  )
}

function partitionsHref(cluster: string, topic: string, condition: string): string {
  return hrefOf({ kind: 'partitions', cluster }, { q: `topic:${topic} ${condition}` })
}

function CountFact({
  label,
  count,
  href,
}: {
  readonly label: string
  readonly count: number | null
  readonly href: string
}) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {count === null || count === 0 ? (
          <Quantity value={count} />
        ) : (
          <a className="ln" href={href}>
            <Quantity value={count} />
          </a>
        )}
      </dd>
    </>
  )
}
