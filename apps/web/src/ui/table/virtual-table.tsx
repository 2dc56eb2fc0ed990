import type { ReactNode } from 'react'
import type { Column, Sorting } from './column.ts'
import { TableHead } from './table-head.tsx'
import { useVirtualRows } from './use-virtual-rows.ts'
import { Spacer, VirtualRow } from './virtual-row.tsx'
import type { RowRange } from './windows.ts'
import '../rows.css'
import './table.css'

/** Rows of a long list by their place, as far as they are here. */
export interface RowSource<Row> {
  readonly total: number
  readonly rowAt: (index: number) => Row | undefined
  readonly see: (range: RowRange) => void
  /** While someone points at or moves through the rows, their order is held. */
  readonly hold: () => void
  readonly release: () => void
}

export interface VirtualTableProps<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly source: RowSource<Row>
  readonly idOf: (row: Row) => string
  readonly sorting: Sorting
  /** Id of the row whose peek is open. */
  readonly selected: string | undefined
  readonly open: (row: Row) => void
  readonly peek: (row: Row | null) => void
  /** Which list this is: changes with filter and order, and then starts at its top. */
  readonly list: string
  /** Pixels kept free below the table; null: the table is one part of a page and does not fill the window. */
  readonly belowPx: number | null
  readonly foot: (range: RowRange) => ReactNode
}

/** Draws only the rows in view of a list of any length. Rows are asked for through `source.see`. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { columns, source } = props
  const { region, body, probe, focus, range, beforePx, afterPx, indexes } = useVirtualRows(props)
  const inside = (node: EventTarget | null) => node instanceof Node && (body.current?.contains(node) ?? false)
  return (
    <>
      <section
        className="table-region scrolls"
        aria-label={`${props.label}, scrolls`}
        ref={region}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        onKeyDown={focus.onKeyDown}
      >
        <i className="probe" ref={probe} aria-hidden="true" />
        <table
          className="t virtual"
          style={leastWidth(columns)}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows take focus and keys, which makes it a grid
          role="grid"
          aria-label={props.label}
          aria-rowcount={source.total + 1}
        >
          <TableHead columns={columns} sorting={props.sorting} />
          <tbody
            ref={body}
            onPointerEnter={(event) => event.pointerType === 'mouse' && source.hold()}
            onPointerLeave={() => inside(document.activeElement) || source.release()}
            onFocus={source.hold}
            onBlur={({ relatedTarget }) => inside(relatedTarget) || body.current?.matches(':hover') || source.release()}
          >
            <Spacer heightPx={beforePx} />
            {indexes.map((index) => (
              <VirtualRow
                key={index}
                table={props}
                index={index}
                tab={index === focus.active ? 0 : -1}
                activate={() => focus.setActive(index)}
              />
            ))}
            <Spacer heightPx={afterPx} />
          </tbody>
        </table>
      </section>
      {props.foot(range)}
    </>
  )
}

const LEAST_NAME_PX = 180

/** Columns that someone chose do not leave; where they do not fit the region scrolls, and the name keeps its room. */
function leastWidth<Row>(columns: readonly Column<Row>[]): { readonly minWidth: number } | undefined {
  if (columns.some(({ priority }) => priority > 1)) return undefined
  return { minWidth: columns.reduce((sum, { width }) => sum + (Number.parseInt(width ?? '', 10) || LEAST_NAME_PX), 0) }
}
