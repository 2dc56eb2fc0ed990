import { classNames } from '../class-names.ts'
import { Cell } from './data-table.tsx'
import type { VirtualTableProps } from './virtual-table.tsx'

interface VirtualRowProps<Row> {
  readonly table: VirtualTableProps<Row>
  readonly index: number
  readonly tab: 0 | -1
  readonly activate: () => void
}

/** One row in view; bars until its window has come. */
export function VirtualRow<Row>({ table, index, tab, activate }: VirtualRowProps<Row>) {
  const row = table.source.rowAt(index)
  const place = { 'data-row': index, 'aria-rowindex': index + 2, tabIndex: tab, onFocus: activate }
  if (row === undefined)
    return (
      <tr {...place} className="pending" aria-busy="true">
        <td colSpan={2}>
          <i />
          <span className="sr">loading</span>
        </td>
      </tr>
    )
  const selected = table.selected !== undefined && table.idOf(row) === table.selected
  return (
    <tr
      {...place}
      className={classNames(selected && 'sel') || undefined}
      aria-selected={selected}
      onClick={(event) => {
        // Links and buttons inside do their own thing; marking text is not choosing a row.
        if (event.target instanceof Element && event.target.closest('a, button') !== null) return
        if (getSelection()?.type === 'Range') return
        table.peek(selected ? null : row)
      }}
    >
      {table.columns.map((column) => (
        <Cell key={column.id} column={column} row={row} />
      ))}
    </tr>
  )
}

/** Stands for the rows that are not drawn. It must not span: a span over columns that left would claim their width. */
export function Spacer({ heightPx }: { readonly heightPx: number }) {
  if (heightPx <= 0) return null
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a spacer row has no tabindex and takes no focus
    <tr className="spacer" aria-hidden="true">
      <td style={{ height: heightPx }} />
    </tr>
  )
}
