import { Fragment, type ReactNode, useRef } from 'react'
import { classNames } from '../class-names.ts'
import type { Column, Sorting } from './column.ts'
import { columnClass, TableHead } from './table-head.tsx'
import { useReachableOverflow } from './use-reachable-overflow.ts'
import { leaveRows, useRowFocus } from './use-row-focus.ts'
import '../rows.css'
import './table.css'

interface DataTableProps<Row> {
  /** What the table lists, for those who cannot see what stands above it. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  /** At most 200; more belongs into a virtual table. */
  readonly rows: readonly Row[]
  readonly idOf: (row: Row) => string
  readonly sorting?: Sorting
  /** Second line of a troubled row, in words. */
  readonly why?: (row: Row) => ReactNode | null
  readonly isSelected?: (row: Row) => boolean
  /** Enter on a row; with it rows are a keyboard list. */
  readonly open?: (row: Row) => void
  readonly className?: string
}

/** All rows in the DOM. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, sorting, open, className } = props
  const body = useRef<HTMLTableSectionElement>(null)
  const focus = useRowFocus({
    body,
    count: rows.length,
    startAt: 0,
    pageRows: () => 10,
    reveal: (index) => body.current?.querySelector(`[data-row="${index}"]`)?.scrollIntoView({ block: 'nearest' }),
    open: (index) => rows[index] !== undefined && open?.(rows[index]),
    peek: () => {},
    leave: leaveRows,
  })
  const keys = open === undefined ? {} : { onKeyDown: focus.onKeyDown }
  const region = useRef<HTMLDivElement>(null)
  useReachableOverflow(region)
  return (
    <div className="table-region" ref={region}>
      <table
        className={classNames('t', className)}
        aria-label={label}
        {...(open === undefined ? {} : { role: 'grid' })}
      >
        <TableHead columns={columns} sorting={sorting} />
        <tbody ref={body} {...keys}>
          {rows.map((row, index) => (
            <PlainRow key={props.idOf(row)} table={props} row={row} index={index} active={focus.active} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface PlainRowProps<Row> {
  readonly table: DataTableProps<Row>
  readonly row: Row
  readonly index: number
  readonly active: number
}

function PlainRow<Row>({ table, row, index, active }: PlainRowProps<Row>) {
  const why = table.why?.(row) ?? null
  const selected = table.isSelected?.(row) ?? false
  const grid = table.open !== undefined
  return (
    <Fragment>
      <tr
        className={classNames(why !== null && 'has-why', selected && 'sel') || undefined}
        {...(grid ? { 'data-row': index, tabIndex: index === active ? 0 : -1, 'aria-selected': selected } : {})}
        onClick={(event) => {
          // Links and buttons inside do their own thing; marking text is not choosing a row.
          if (event.target instanceof Element && event.target.closest('a, button') !== null) return
          if (getSelection()?.type !== 'Range') table.open?.(row)
        }}
      >
        {table.columns.map((column) => (
          <Cell key={column.id} column={column} row={row} />
        ))}
      </tr>
      {why === null ? null : (
        <tr className="why">
          <td colSpan={table.columns.length}>{why}</td>
        </tr>
      )}
    </Fragment>
  )
}

interface CellProps<Row> {
  readonly column: Column<Row>
  readonly row: Row
}

export function Cell<Row>({ column, row }: CellProps<Row>) {
  const className = columnClass(column) || undefined
  return column.names === true ? (
    <th scope="row" className={className}>
      {column.cell(row)}
    </th>
  ) : (
    <td className={className}>{column.cell(row)}</td>
  )
}
