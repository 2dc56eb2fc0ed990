import { classNames } from '../class-names.ts'
import { type Column, nextSort, type Sorting, sortDirection } from './column.ts'

export function columnClass<Row>(column: Column<Row>): string {
  return classNames(
    column.align === 'right' && 'n',
    column.wraps && 'wrap',
    column.priority > 1 && `leaves-${column.priority}`,
  )
}

interface HeadProps<Row> {
  readonly columns: readonly Column<Row>[]
  readonly sorting?: Sorting | undefined
}

/** Column heads; those the server can sort by are buttons that write `sort` to the URL. */
export function TableHead<Row>({ columns, sorting }: HeadProps<Row>) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map((column) => (
          <Head key={column.id} column={column} sorting={sorting} />
        ))}
      </tr>
    </thead>
  )
}

const ARROWS = { ascending: '↑', descending: '↓' }

function Head<Row>({ column, sorting }: { readonly column: Column<Row>; readonly sorting: Sorting | undefined }) {
  const style = column.width === undefined ? undefined : { width: column.width }
  const look = { scope: 'col', className: columnClass(column) || undefined, title: column.hint, style } as const
  if (sorting === undefined || column.sort === undefined) return <th {...look}>{column.label}</th>
  const direction = sortDirection(column, sorting)
  return (
    <th {...look} aria-sort={direction}>
      <button type="button" className="sort" onClick={() => sorting.choose(nextSort(column, sorting))}>
        {column.label}
        {direction === 'none' ? null : <i aria-hidden="true">{ARROWS[direction]}</i>}
      </button>
    </th>
  )
}
