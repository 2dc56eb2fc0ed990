import type { BrokerRow, FreshnessState, Status } from '@perigee/contract'
import { hrefOf } from '../../app/view.ts'
import { CountLink } from '../../ui/count-link.tsx'
import { DiskBar } from '../../ui/kafka/disk-bar.tsx'
import { LostValue } from '../../ui/lost-value.tsx'
import { Quantity, Unknown } from '../../ui/quantity.tsx'
import { StatusPill } from '../../ui/status-pill.tsx'
import type { Column } from '../../ui/table/column.ts'

const right = { align: 'right' } as const
const ascending = 'ascending' as const
const descending = 'descending' as const

/** What the list can be sorted by; all brokers are here, so the browser sorts them. */
export const BROKER_VALUES: Readonly<Record<string, (row: BrokerRow) => number | string | null>> = {
  id: (row) => row.id,
  rack: (row) => row.rack,
  latency: (row) => row.latencyMs,
  leaders: (row) => row.leaders,
  replicas: (row) => row.replicas,
  'out-of-sync': (row) => row.outOfSyncReplicas,
  size: (row) => row.sizeBytes,
  used: (row) => (row.usableBytes === null || row.totalBytes === null ? null : 1 - row.usableBytes / row.totalBytes),
  messages: (row) => row.messagesInPerSecond,
}

export function brokerColumns(cluster: string): readonly Column<BrokerRow>[] {
  return [...whoColumns(cluster), ...whereColumns(), ...countColumns(cluster), ...loadColumns()]
}

function whoColumns(cluster: string): readonly Column<BrokerRow>[] {
  return [
    { id: 'status', label: 'Status', priority: 1, cell: (row) => <StatusPill status={row.status} word={row.word} /> },
    {
      id: 'id',
      label: 'Broker',
      priority: 1,
      names: true,
      sort: { key: 'id', first: ascending },
      cell: (row) => (
        <>
          <a href={hrefOf({ kind: 'broker', cluster, broker: row.id })}>
            <b>{row.id}</b>
          </a>
          {row.controller ? (
            <>
              {' '}
              <span className="tag">controller</span>
            </>
          ) : null}
        </>
      ),
    },
  ]
}

function whereColumns(): readonly Column<BrokerRow>[] {
  return [
    {
      id: 'host',
      label: 'Address',
      priority: 3,
      cell: (row) =>
        row.host === null ? (
          <Unknown as="dash" />
        ) : (
          <span className="q2">
            {row.host}
            {row.port === null ? '' : `:${row.port}`}
          </span>
        ),
    },
    {
      id: 'rack',
      label: 'Rack',
      priority: 2,
      sort: { key: 'rack', first: ascending },
      cell: (row) =>
        row.rack === null && row.registered !== true ? (
          <Unknown as="dash" />
        ) : (
          <span className="q2">{row.rack ?? 'none'}</span>
        ),
    },
    {
      id: 'release',
      label: 'Kafka',
      priority: 4,
      cell: (row) => <span className="q2">{row.release ?? <Unknown as="dash" />}</span>,
    },
    {
      id: 'latency',
      label: 'Answers in',
      hint: 'Time to answer Perigee’s last request',
      priority: 4,
      sort: { key: 'latency', first: descending },
      ...right,
      cell: (row) => <Quantity value={row.latencyMs} kind="duration" unknown="dash" />,
    },
  ]
}

function countColumns(cluster: string): readonly Column<BrokerRow>[] {
  const rows = (q: string) => hrefOf({ kind: 'partitions', cluster }, { q })
  return [
    {
      id: 'leaders',
      label: 'Leaders',
      priority: 2,
      sort: { key: 'leaders', first: descending },
      ...right,
      cell: (row) => (
        <CountLink count={row.leaders} href={rows(`leader:${row.id}`)} label={`partitions led by broker ${row.id}`} />
      ),
    },
    {
      id: 'replicas',
      label: 'Replicas',
      priority: 3,
      sort: { key: 'replicas', first: descending },
      ...right,
      cell: (row) => (
        <CountLink
          count={row.replicas}
          href={rows(`broker:${row.id}`)}
          label={`partitions with a replica on broker ${row.id}`}
        />
      ),
    },
    {
      id: 'out-of-sync',
      label: 'Out of sync',
      hint: 'Its replicas that are not in the ISR',
      priority: 2,
      sort: { key: 'out-of-sync', first: descending },
      ...right,
      cell: (row) => (
        <CountLink
          count={row.outOfSyncReplicas}
          href={rows(`out-of-sync:${row.id}`)}
          status={row.status === 'ok' ? 'warning' : row.status}
          label={`partitions whose replica on broker ${row.id} is out of sync`}
        />
      ),
    },
  ]
}

/** What only the broker itself can tell is of the past while it does not answer. */
function toldBy({ answering, registered }: BrokerRow): FreshnessState {
  return answering === false || registered === false ? 'lost' : 'fresh'
}

/** A broker in trouble does not have a full disk for that: only a directory out of use colours the bar. */
function diskStatus({ offlineLogDirs, status }: BrokerRow): Status {
  return (offlineLogDirs ?? 0) > 0 ? status : 'ok'
}

function loadColumns(): readonly Column<BrokerRow>[] {
  return [
    {
      id: 'messages',
      label: 'Messages',
      hint: 'Messages in per second, of the partitions it leads',
      priority: 3,
      sort: { key: 'messages', first: descending },
      ...right,
      cell: (row) => <Quantity value={row.messagesInPerSecond} kind="per-second" unknown="dash" />,
    },
    {
      id: 'size',
      label: 'Size',
      priority: 3,
      sort: { key: 'size', first: descending },
      ...right,
      cell: (row) => (
        <LostValue freshness={toldBy(row)}>
          <Quantity value={row.sizeBytes} kind="bytes" unknown="dash" />
        </LostValue>
      ),
    },
    {
      id: 'used',
      label: 'Disk used',
      priority: 2,
      sort: { key: 'used', first: descending },
      ...right,
      cell: (row) => (
        <LostValue freshness={toldBy(row)}>
          <DiskBar totalBytes={row.totalBytes} usableBytes={row.usableBytes} status={diskStatus(row)} />
        </LostValue>
      ),
    },
  ]
}
