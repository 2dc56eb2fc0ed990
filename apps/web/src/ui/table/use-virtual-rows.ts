import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useLeftPlace, useRememberedPlace } from './use-remembered-place.ts'
import { leaveRows, useRowFocus } from './use-row-focus.ts'
import { useFillHeight, useRowHeight } from './use-row-height.ts'
import type { VirtualTableProps } from './virtual-table.tsx'
import type { RowRange } from './windows.ts'

const HEAD_PX = 26
const OVERSCAN_ROWS = 10

/** Everything a virtual table does besides drawing: which rows, which keys, which place. */
export function useVirtualRows<Row>(props: VirtualTableProps<Row>) {
  const { source } = props
  const region = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLTableSectionElement>(null)
  const probe = useRef<HTMLElement>(null)
  const rowPx = useRowHeight(probe)
  const left = useLeftPlace()
  useFillHeight(region, props.belowPx)
  const virtual = useVirtualizer({
    count: source.total,
    getScrollElement: () => region.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN_ROWS,
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
    initialOffset: left?.scrollTopPx ?? 0,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new row height is the only reason to measure again
  useEffect(() => virtual.measure(), [rowPx])
  const range = rangeInView(virtual.scrollOffset ?? 0, region.current?.clientHeight ?? 0, rowPx, source.total)
  const focus = useRowFocus({
    body,
    count: source.total,
    startAt: left?.active ?? 0,
    focusAt: left?.active,
    waitIn: region,
    pageRows: () => Math.max(1, range.last - range.first),
    reveal: (index) => virtual.scrollToIndex(index),
    open: (index) => withRow(source.rowAt(index), props.open),
    peek: (index) => withRow(source.rowAt(index), (row) => props.peek(props.idOf(row) === props.selected ? null : row)),
    leave: () => (props.selected === undefined ? leaveRows() : props.peek(null)),
  })
  const startOver = () => {
    virtual.scrollToOffset(0)
    focus.setActive(0)
  }
  useRememberedPlace({ list: props.list, region, active: focus.active, startOver })
  const items = virtual.getVirtualItems()
  useSeen(source.see, items[0]?.index ?? 0, items.at(-1)?.index ?? 0)
  const beforePx = (items[0]?.start ?? HEAD_PX) - HEAD_PX
  const afterPx = Math.max(0, source.total * rowPx - beforePx - items.length * rowPx)
  return { region, body, probe, focus, range, beforePx, afterPx, indexes: items.map(({ index }) => index) }
}

function useSeen(see: (range: RowRange) => void, first: number, last: number): void {
  useEffect(() => see({ first, last }), [see, first, last])
}

function withRow<Row>(row: Row | undefined, act: (row: Row) => void): void {
  if (row !== undefined) act(row)
}

function rangeInView(offsetPx: number, heightPx: number, rowPx: number, total: number): RowRange {
  const first = Math.max(0, Math.min(Math.ceil(offsetPx / rowPx), total - 1))
  const last = Math.min(total - 1, Math.floor((offsetPx + heightPx - HEAD_PX) / rowPx) - 1)
  return { first, last: Math.max(first, last) }
}
