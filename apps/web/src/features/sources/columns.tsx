import type { Source, Status } from '@perigee/contract'
import { hrefOf } from '../../app/view.ts'
import { durationWords } from '../../time/words.ts'
import { AgeStamp } from '../../ui/age-stamp.tsx'
import { Quantity } from '../../ui/quantity.tsx'
import { StatusPill } from '../../ui/status-pill.tsx'
import type { Column } from '../../ui/table/column.ts'
import { Name } from '../../ui/table/name.tsx'

const STATUS_OF: Readonly<Record<Source['state'], Status>> = {
  lost: 'unknown',
  late: 'warning',
  partial: 'warning',
  starting: 'busy',
  fresh: 'ok',
  off: 'off',
}

const right = { align: 'right' } as const

function LastAnswer({ row }: { readonly row: Source }) {
  if (row.state === 'off') return <span className="q">—</span>
  return <AgeStamp observedAt={row.lastSuccessAt} intervalMs={row.intervalMs ?? 0} short="bare" />
}

/** The peer's own words. */
function Reason({ row }: { readonly row: Source }) {
  if (row.reason === null) return null
  return (
    <span className="q2 src-reason" title={row.code ?? undefined}>
      {row.reason}
    </span>
  )
}

function Dependants({ row }: { readonly row: Source }) {
  return row.dependants.map(({ text, href }, at) => (
    <span key={text}>
      {at > 0 ? ', ' : ''}
      <a className="ln q2" href={href}>
        {text}
      </a>
    </span>
  ))
}

export const SOURCE_COLUMNS: readonly Column<Source>[] = [
  {
    id: 'state',
    label: 'State',
    priority: 1,
    cell: (row) => <StatusPill status={STATUS_OF[row.state]} word={row.word} />,
  },
  {
    id: 'cluster',
    label: 'Cluster',
    priority: 1,
    names: true,
    cell: (row) => <Name name={row.cluster} href={hrefOf({ kind: 'cluster', cluster: row.cluster })} />,
  },
  { id: 'source', label: 'Source', priority: 1, cell: (row) => <span title={row.kind}>{row.title}</span> },
  {
    id: 'target',
    label: 'Target',
    priority: 3,
    cell: (row) => (
      <span className="q2 src-target" title={row.target}>
        {row.target}
      </span>
    ),
  },
  {
    id: 'every',
    label: 'Every',
    priority: 4,
    ...right,
    cell: (row) =>
      row.intervalMs === null ? (
        <span className="q">—</span>
      ) : (
        <span className="q">{durationWords(row.intervalMs)}</span>
      ),
  },
  { id: 'last', label: 'Last answer', priority: 1, ...right, cell: (row) => <LastAnswer row={row} /> },
  {
    id: 'p95',
    label: 'p95',
    hint: '95 of 100 polls were done in this time',
    priority: 4,
    ...right,
    cell: (row) =>
      row.state === 'off' ? (
        <span className="q">—</span>
      ) : (
        <Quantity value={row.durationP95Ms} kind="duration" unknown="dash" />
      ),
  },
  {
    id: 'failures',
    label: 'Failures, 1 h',
    priority: 3,
    ...right,
    cell: (row) => <Quantity value={row.failuresLastHour} />,
  },
  { id: 'reason', label: 'Reason, in the peer’s words', priority: 2, cell: (row) => <Reason row={row} /> },
  {
    id: 'blind',
    label: 'What goes blind',
    priority: 3,
    cell: (row) => (row.state === 'fresh' ? null : <Dependants row={row} />),
  },
]
