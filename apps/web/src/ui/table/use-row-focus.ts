import { type KeyboardEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { rowAct } from './row-keys.ts'

export interface RowFocusOptions {
  readonly body: RefObject<HTMLTableSectionElement | null>
  readonly count: number
  readonly startAt: number
  /** Row to focus as soon as it is drawn: the one the list was left from. */
  readonly focusAt?: number | undefined
  /** Takes the focus while the row that keys moved to is not drawn yet. */
  readonly waitIn?: RefObject<HTMLElement | null>
  /** Rows on one screen, asked when a Page key is pressed. */
  readonly pageRows: () => number
  /** Brings a row into the DOM and into view. */
  readonly reveal: (index: number) => void
  readonly open: (index: number) => void
  readonly peek: (index: number) => void
  /** Out one layer; the row keeps the focus unless the page takes it. */
  readonly leave: () => void
}

export interface RowFocus {
  readonly active: number
  readonly setActive: (index: number) => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}

/** One row of a table is in the tab order; keys move it (ux: j/k, arrows, Page, Home, End, Enter, Space, Esc). */
export function useRowFocus(options: RowFocusOptions): RowFocus {
  const { body, count } = options
  const [active, setActive] = useState(options.startAt)
  const wanted = useRef<number | null>(options.focusAt ?? null)
  const latest = useRef(options)
  useEffect(() => {
    latest.current = options
  })
  useFocusWhenDrawn(body, wanted)
  useLinksOfActiveRow(body, active)
  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const { pageRows, reveal, open, peek, leave, waitIn } = latest.current
      const waiting = event.target === waitIn?.current ? (wanted.current ?? active) : null
      const row = waiting ?? rowIndexOf(event.target)
      if (row === null || event.ctrlKey || event.metaKey || event.altKey) return
      // A link or button inside the row keeps its own Enter and Space.
      const inside = waiting === null && !(event.target as Element).hasAttribute('data-row')
      const act = rowAct(event.key, { active: row, count, page: pageRows() })
      if (act === null || (inside && (act.kind === 'open' || act.kind === 'peek'))) return
      event.preventDefault()
      event.stopPropagation()
      if (act.kind === 'open') open(row)
      else if (act.kind === 'peek') peek(row)
      else if (act.kind === 'leave') leave()
      else {
        wanted.current = act.to
        setActive(act.to)
        waitIn?.current?.focus({ preventScroll: true })
        reveal(act.to)
        focusRow(body.current, act.to, wanted)
      }
    },
    [body, count, active],
  )
  return { active: Math.min(active, Math.max(0, count - 1)), setActive, onKeyDown }
}

function rowIndexOf(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest('[data-row]') : null
  return row === null ? null : Number(row.getAttribute('data-row'))
}

function focusRow(body: HTMLElement | null, index: number, wanted: RefObject<number | null>): void {
  const row = body?.querySelector<HTMLElement>(`[data-row="${index}"]`)
  if (row === null || row === undefined) return
  row.focus({ preventScroll: true })
  wanted.current = null
}

/** A row that keys moved to may be drawn only a few frames later. */
function useFocusWhenDrawn(body: RefObject<HTMLElement | null>, wanted: RefObject<number | null>): void {
  useEffect(() => {
    if (wanted.current !== null) focusRow(body.current, wanted.current, wanted)
  })
}

/** Tab visits the links of the active row only; else forty rows of links would stand between table and footer. */
function useLinksOfActiveRow(body: RefObject<HTMLElement | null>, active: number): void {
  useLayoutEffect(() => {
    for (const link of body.current?.querySelectorAll<HTMLElement>('[data-row] :is(a[href], button)') ?? [])
      link.tabIndex = rowIndexOf(link) === active ? 0 : -1
  })
}

/** Out of the table: the focus goes back to the page, no row keeps it. */
export function leaveRows(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}
