import type { PartitionRow } from '@perigee/contract'
import { hrefOf } from '../../app/view.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { REPLICA_WORDS } from '../../ui/kafka/replica-words.ts'
import { Quantity } from '../../ui/quantity.tsx'
import { StatusPill } from '../../ui/status-pill.tsx'
import { Peek } from '../../ui/table/peek.tsx'
import { endOffsetWords } from './words.ts'

interface PeekProps {
  readonly cluster: string
  readonly row: PartitionRow
  readonly close: () => void
}

/** One partition beside the list: each replica by name, and what is known of it. */
export function PartitionPeek({ cluster, row, close }: PeekProps) {
  const name = `${row.topic}-${row.partition}`
  return (
    <Peek title={name} href={hrefOf({ kind: 'topic', cluster, topic: row.topic })} openLabel="Open topic" close={close}>
      <p className="note">
        <StatusPill status={row.status} word={row.word} /> {row.conditions.join(', ')}
      </p>
      <Facts
        facts={[
          ...row.replicas.map(
            (replica) =>
              [
                `Replica on ${replica.broker}`,
                <a
                  key={replica.broker}
                  className="ln"
                  href={hrefOf({ kind: 'broker', cluster, broker: replica.broker })}
                >
                  {REPLICA_WORDS[replica.state]}
                </a>,
              ] as const,
          ),
          ['In sync', `${row.inSync} of ${row.replicationFactor}`],
          ['min ISR', row.minIsr],
          ['Preferred leader', row.preferredLeader],
          ['Leader epoch', row.leaderEpoch],
          ['Size', <Quantity key="size" value={row.sizeBytes} kind="bytes" />],
          ['Messages in', <Quantity key="messages" value={row.messagesInPerSecond} kind="per-second" />],
          ['Log end offset', row.endOffset === null ? null : endOffsetWords(row.endOffset)],
        ]}
      />
      <p className="note">
        <CopyButton text={name} label="Copy name" />
      </p>
    </Peek>
  )
}
