import type { ClusterSummary, FreshnessState, Status } from '@perigee/contract'
import { Fragment, type KeyboardEvent, memo, type ReactNode } from 'react'
import { hrefOf } from '../../app/view.ts'
import { AgeStamp, useFreshness } from '../../ui/age-stamp.tsx'
import { CountLink } from '../../ui/count-link.tsx'
import { Empty } from '../../ui/empty.tsx'
import { withLastKnown } from '../../ui/last-known.ts'
import { LostValue } from '../../ui/lost-value.tsx'
import { Quantity, Unknown } from '../../ui/quantity.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'
import { StatusPill } from '../../ui/status-pill.tsx'
import { STATUS_WORDS } from '../../ui/status-shape.tsx'
import { UpOfCell } from '../../ui/up-of.tsx'
import { CanLose } from './can-lose.tsx'
import { modeWords, unknownCount } from './model.ts'
import { WhyRow } from './why-row.tsx'
import './cluster-rows.css'

/** Heads and their place in the order of leaving: p3 goes first, then roomy, then p2. A line break is kept. */
const COLUMNS = [
  ['Status', ''],
  ['Cluster', ''],
  ['Kafka', 'p3'],
  ['Brokers', 'n'],
  ['Quorum', 'n p2'],
  ['Can lose', 'p2'],
  ['Offline', 'n'],
  ['Under\nmin ISR', 'n p2'],
  ['At min\nISR', 'n p2'],
  ['Under-\nrepl.', 'n p2'],
  ['Messages\nin /s', 'n roomy'],
  ['last 1 h', 'roomy'],
  ['Size', 'n p3'],
  ['Age', 'n'],
] as const

export function ClusterRows(props: {
  clusters: readonly ClusterSummary[]
  all: number
  q: string
  onClear: () => void
}) {
  const { clusters, all, q, onClear } = props
  if (clusters.length === 0)
    return (
      <Empty title={`0 of ${all} clusters match`}>
        Nothing fits “{q}”.{' '}
        <button type="button" className="go" onClick={onClear}>
          Clear filter
        </button>
      </Empty>
    )
  return (
    <table className="t ov">
      <caption className="sr">Clusters, worst first</caption>
      <thead>
        <tr>
          {COLUMNS.map(([text, className]) => (
            <th key={text} scope="col" className={className}>
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {clusters.map((cluster) => (
          <ClusterRow key={cluster.name} cluster={cluster} />
        ))}
      </tbody>
    </table>
  )
}

const ClusterRow = memo(function ClusterRow({ cluster }: { cluster: ClusterSummary }) {
  const { name, problems, status } = cluster
  const freshness = useFreshness(cluster.observedAt, cluster.expectedIntervalMs)
  const speaks = problems.length > 0 && status !== 'ok'
  return (
    <Fragment>
      <tr className={speaks ? 'has-why' : undefined} tabIndex={-1} onKeyDown={openOnEnter}>
        <td>
          <StatusPill status={status} word={statusWord(cluster)} />
        </td>
        <th scope="row">
          <a href={hrefOf({ kind: 'cluster', cluster: name })} title={nameTitle(cluster)}>
            <b>{name}</b>
          </a>
        </th>
        <NumberCells cluster={cluster} freshness={freshness} />
        <td className="n">
          <AgeStamp observedAt={cluster.observedAt} intervalMs={cluster.expectedIntervalMs} short="bare" />
        </td>
      </tr>
      {speaks && <WhyRow cluster={cluster} />}
    </Fragment>
  )
})

/** A row that has the focus opens its cluster, like the rows of every table. */
function openOnEnter(event: KeyboardEvent<HTMLTableRowElement>) {
  if (event.key === 'Enter' && event.target === event.currentTarget)
    event.currentTarget.querySelector<HTMLElement>('th a')?.click()
}

function statusWord(cluster: ClusterSummary): string {
  const unknown = unknownCount(cluster)
  return cluster.status === 'ok' && unknown > 0 ? `OK, ${unknown} unknown` : STATUS_WORDS[cluster.status]
}

function nameTitle(cluster: ClusterSummary): string {
  const labels = Object.entries(cluster.labels).map(([key, value]) => `${key} ${value}`)
  return [cluster.name, ...labels].join(', ')
}

function NumberCells({ cluster: now, freshness }: { cluster: ClusterSummary; freshness: FreshnessState }) {
  const cluster = freshness === 'lost' ? withLastKnown(now) : now
  const { name } = cluster
  const lost = (value: ReactNode) => <LostValue freshness={freshness}>{value}</LostValue>
  const quorumHref = `${hrefOf({ kind: 'cluster', cluster: name })}#quorum`
  return (
    <>
      <td className="p3 q2">
        {cluster.release ?? <Unknown as="dash" />} <span className="u">{modeWords(cluster)}</span>
      </td>
      <td className="n">
        {lost(<UpOfCell upOf={cluster.brokers} href={hrefOf({ kind: 'brokers', cluster: name })} what="brokers" />)}
      </td>
      <td className="n p2">{lost(<UpOfCell upOf={cluster.quorum} href={quorumHref} what="quorum members" />)}</td>
      <td className="p2">{lost(<CanLose cluster={cluster} />)}</td>
      {partitionCounts(cluster).map(({ q, count, status, label, className }) => (
        <td key={q} className={className}>
          {lost(
            <CountLink
              count={count}
              href={hrefOf({ kind: 'partitions', cluster: name }, { q })}
              status={status}
              label={label}
            />,
          )}
        </td>
      ))}
      <td className="n roomy">
        {lost(<Quantity value={cluster.messagesInPerSecond} kind="per-second" unknown="dash" unit="scale-only" />)}
      </td>
      <td className="roomy">
        <Sparkline values={cluster.trend} label={`Messages in, ${name}, past hour`} />
      </td>
      <td className="n p3">{lost(<Quantity value={cluster.sizeBytes} kind="bytes" unknown="dash" />)}</td>
    </>
  )
}

/** Counts of partitions; each opens exactly its rows. A cluster at work is expected to have copies that lag. */
function partitionCounts(cluster: ClusterSummary) {
  const lag: Status = cluster.status === 'busy' ? 'busy' : 'warning'
  const cell = (q: string, count: number | null, more: { status: Status; label: string; className?: string }) => ({
    q,
    count,
    className: 'n p2',
    ...more,
  })
  return [
    cell('is:offline', cluster.offlinePartitions, { status: 'critical', label: 'offline partitions', className: 'n' }),
    cell('is:under-min-isr', cluster.underMinIsrPartitions, {
      status: 'critical',
      label: 'partitions under min ISR',
    }),
    cell('is:at-min-isr', cluster.atMinIsrPartitions, { status: 'warning', label: 'partitions at min ISR' }),
    cell('is:under-replicated', cluster.underReplicatedPartitions, {
      status: lag,
      label: 'under-replicated partitions',
    }),
  ]
}
