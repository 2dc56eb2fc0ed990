import type { Measure } from '@perigee/contract'
import { measureWords } from '../../ui/kafka/measure-words.ts'
import { PeerLine } from '../../ui/kafka/peer-line.tsx'
import { Unknown } from '../../ui/quantity.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'

function Own({ measure }: { readonly measure: Measure }) {
  const { value, unit, status, href } = measure
  if (value === null) return <Unknown />
  const words = measureWords(value, unit)
  const emphasis = status === 'critical' ? 'bad' : status === 'warning' ? 'mid' : ''
  const title = words.full
  return href === null || value === 0 ? (
    <span className={emphasis} title={title}>
      {words.text}
    </span>
  ) : (
    <a className={`ln ${emphasis}`} href={href} title={title} aria-label={`${measure.measure}: ${title}`}>
      {words.text}
    </a>
  )
}

function unitWords({ value, median, unit }: Measure): string {
  const shown = value ?? median
  return shown === null ? unit : measureWords(shown, unit).unit
}

/** The median in the unit that the own value is shown in, so that the two can be compared by eye. */
function medianWords({ value, median, unit }: Measure): string {
  if (median === null) return ''
  const words = measureWords(median, unit)
  return value !== null && words.unit !== measureWords(value, unit).unit ? `${words.text} ${words.unit}` : words.text
}

const columns = (rankHint: string): readonly Column<Measure>[] => [
  { id: 'measure', label: 'Measure', priority: 1, names: true, cell: (row) => row.measure },
  { id: 'own', label: 'This broker', priority: 1, align: 'right', cell: (row) => <Own measure={row} /> },
  {
    id: 'median',
    label: 'Median',
    priority: 1,
    align: 'right',
    cell: (row) => (row.median === null ? <Unknown as="dash" /> : <span className="q">{medianWords(row)}</span>),
  },
  { id: 'unit', label: 'Unit', priority: 2, cell: (row) => <span className="q">{unitWords(row)}</span> },
  {
    id: 'rank',
    label: 'Rank',
    hint: rankHint,
    priority: 2,
    align: 'right',
    cell: (row) => (row.rank === null ? <Unknown as="dash" /> : `${row.rank} of ${row.of}`),
  },
  {
    id: 'line',
    label: 'Peers, median line, this broker',
    priority: 2,
    width: '34%',
    cell: (row) => <PeerLine measure={row} />,
  },
]

interface MeasureTableProps {
  readonly measures: readonly Measure[]
  readonly label?: string
  /** What rank 1 means. */
  readonly rank?: 'most' | 'best'
}

const MOST = columns('1 = most')
const BEST = columns('1 = best')

/** Own values among those of the peers: one broker, or all? */
export function MeasureTable({ measures, label = 'Compared with its peers', rank = 'most' }: MeasureTableProps) {
  return <DataTable label={label} columns={rank === 'best' ? BEST : MOST} rows={measures} idOf={(row) => row.measure} />
}
