import { Popover } from 'radix-ui'
import { useCallback, useState } from 'react'
import { type Column, visibleColumns } from './column.ts'
import './column-chooser.css'

export interface ChosenColumns<Row> {
  readonly visible: readonly Column<Row>[]
  readonly chosen: ReadonlySet<string> | null
  readonly choose: (chosen: ReadonlySet<string> | null) => void
}

/** Columns of one table as this person wants them; kept in this browser. Chosen columns do not leave on narrow screens. */
export function useChosenColumns<Row>(table: string, columns: readonly Column<Row>[]): ChosenColumns<Row> {
  const [chosen, setChosen] = useState(() => load(table))
  const choose = useCallback(
    (next: ReadonlySet<string> | null) => {
      setChosen(next)
      save(table, next)
    },
    [table],
  )
  const visible = visibleColumns(columns, chosen)
  return { visible: chosen === null ? visible : visible.map((column) => ({ ...column, priority: 1 })), chosen, choose }
}

const storedAs = (table: string) => `perigee.columns.${table}`

function load(table: string): ReadonlySet<string> | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storedAs(table)) ?? 'null')
    return Array.isArray(stored) ? new Set(stored.filter((id) => typeof id === 'string')) : null
  } catch {
    // Storage may be forbidden or damaged: the table's own columns serve.
    return null
  }
}

function save(table: string, chosen: ReadonlySet<string> | null): void {
  try {
    if (chosen === null) localStorage.removeItem(storedAs(table))
    else localStorage.setItem(storedAs(table), JSON.stringify([...chosen]))
  } catch {
    // Chosen for this visit only.
  }
}

interface ChooserProps<Row> {
  readonly columns: readonly Column<Row>[]
  readonly state: ChosenColumns<Row>
}

export function ColumnChooser<Row>({ columns, state }: ChooserProps<Row>) {
  const shown = new Set(state.visible.map(({ id }) => id))
  const toggle = (id: string) => {
    const next = new Set(shown)
    if (!next.delete(id)) next.add(id)
    state.choose(next)
  }
  return (
    <Popover.Root>
      <Popover.Trigger className="btn quiet">
        Columns{' '}
        <span className="q">
          {shown.size} of {columns.length}
        </span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="pop chooser" align="end" sideOffset={4} aria-label="Columns">
          {columns.map((column) => (
            <label key={column.id}>
              <input
                type="checkbox"
                checked={shown.has(column.id)}
                disabled={column.priority === 1}
                onChange={() => toggle(column.id)}
              />
              {column.hint ?? column.label}
            </label>
          ))}
          {state.chosen === null ? null : (
            <button type="button" className="go" onClick={() => state.choose(null)}>
              Back to the usual ones
            </button>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
