import type { Endpoint } from '@perigee/contract'
import { hrefOf } from '../../app/view.ts'
import { durationWords, setTimeWords } from '../../time/words.ts'
import { AgeStamp } from '../../ui/age-stamp.tsx'
import { Quantity, Unknown } from '../../ui/quantity.tsx'
import { countWords, threeDigits } from '../../ui/quantity-words.ts'
import { ShareBar } from '../../ui/share-bar.tsx'
import { StatusPill } from '../../ui/status-pill.tsx'
import type { Column } from '../../ui/table/column.ts'

const right = { align: 'right' } as const
const descending = 'descending' as const

export const ENDPOINT_VALUES: Readonly<Record<string, (row: Endpoint) => number | string | null>> = {
  target: ({ target }) => target,
  given: ({ given, applicable }) => (applicable === 0 ? null : given / applicable),
  cost: ({ exporterMs }) => exporterMs,
  page: ({ pageBytes }) => pageBytes,
  every: ({ intervalMs }) => intervalMs,
}

const IDENTITY_WORDS: Readonly<Record<Endpoint['identity'], string>> = {
  confirmed: 'confirmed',
  unchecked: 'not checked',
  mismatch: 'another node',
}

export function endpointColumns(cluster: string): readonly Column<Endpoint>[] {
  return [...whoColumns(cluster), ...costColumns()]
}

function whoColumns(cluster: string): readonly Column<Endpoint>[] {
  return [
    { id: 'state', label: 'State', priority: 1, cell: (row) => <StatusPill status={row.status} word={row.word} /> },
    {
      id: 'target',
      label: 'Speaks for',
      priority: 1,
      names: true,
      sort: { key: 'target', first: 'ascending' },
      cell: (row) => <Target cluster={cluster} row={row} />,
    },
    {
      id: 'looks',
      label: 'Looks like',
      priority: 2,
      wraps: true,
      cell: (row) => (row.looksLike === null ? <Unknown as="dash" /> : <span className="q2">{row.looksLike}</span>),
    },
    {
      id: 'given',
      label: 'Tells',
      hint: 'Metrics given of those that apply to it',
      priority: 1,
      sort: { key: 'given', first: 'ascending' },
      ...right,
      cell: (row) => <Given row={row} />,
    },
    {
      id: 'identity',
      label: 'Identity',
      hint: 'Whether it speaks for the node we think it does',
      priority: 3,
      cell: (row) => (
        <span className={row.identity === 'mismatch' ? 'mid' : 'q2'} title={row.identityReason ?? undefined}>
          {IDENTITY_WORDS[row.identity]}
        </span>
      ),
    },
  ]
}

function costColumns(): readonly Column<Endpoint>[] {
  return [
    {
      id: 'cost',
      label: 'Exporter’s time',
      hint: 'What one scrape costs the exporter, as it says itself',
      priority: 2,
      sort: { key: 'cost', first: descending },
      ...right,
      cell: (row) => (row.exporterMs === null ? <Unknown as="dash" /> : `${threeDigits(row.exporterMs)}\u00a0ms`),
    },
    {
      id: 'page',
      label: 'Page',
      priority: 3,
      sort: { key: 'page', first: descending },
      ...right,
      cell: (row) => <Quantity value={row.pageBytes} kind="bytes" unknown="dash" />,
    },
    { id: 'series', label: 'Series kept', priority: 3, ...right, cell: (row) => <Kept row={row} /> },
    {
      id: 'every',
      label: 'Every',
      priority: 2,
      sort: { key: 'every', first: descending },
      ...right,
      cell: (row) => (
        <span className={row.intervalReason === null ? 'q' : undefined} title={row.intervalReason ?? undefined}>
          {setTimeWords(Math.round(row.intervalMs / 1000) * 1000)}
        </span>
      ),
    },
    {
      id: 'age',
      label: 'Age',
      priority: 1,
      ...right,
      cell: (row) => <AgeStamp observedAt={row.observedAt} intervalMs={row.intervalMs} short="bare" />,
    },
  ]
}

function Target({ cluster, row }: { readonly cluster: string; readonly row: Endpoint }) {
  const name = row.nodeId === null ? row.target : `${row.role} ${row.nodeId}`
  const where = `${row.url} (${row.origin})`
  if (row.nodeId === null || row.role === 'controller') return <b title={where}>{name}</b>
  return (
    <a href={hrefOf({ kind: 'broker', cluster, broker: row.nodeId })} title={where}>
      <b>{name}</b>
    </a>
  )
}

function Given({ row: { given, applicable, observedAt } }: { readonly row: Endpoint }) {
  if (observedAt === null) return <Unknown as="dash" why="never read" />
  const share = applicable === 0 ? 0 : given / applicable
  return (
    <>
      <ShareBar share={share} onPhone="hidden" />
      {given}/{applicable}
    </>
  )
}

function Kept({ row: { series, keptSeries } }: { readonly row: Endpoint }) {
  if (series === null || keptSeries === null) return <Unknown as="dash" />
  return (
    <>
      {countWords(keptSeries)} <span className="q">of {countWords(series)}</span>
    </>
  )
}

/** What is odd about an endpoint, in words; null when nothing is. */
export function oddWords(row: Endpoint): string | null {
  const parts = [
    row.identity === 'mismatch' ? row.identityReason : null,
    row.intervalReason === null ? null : `asked every ${durationWords(row.intervalMs)}: ${row.intervalReason}`,
    ...row.notes,
  ].filter((part) => part !== null)
  return parts.length === 0 ? null : parts.join('. ')
}
