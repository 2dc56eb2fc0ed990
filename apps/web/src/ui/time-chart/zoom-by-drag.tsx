import { useEffect, useState } from 'react'
import { useView } from '../../app/view.ts'
import { fixedRange, movedRange } from '../../time/range.ts'
import { serverNow } from '../../time/server-clock.ts'

/** Width of the axis at the left of every plot (time-chart.css, plot.css). */
const AXIS_PX = 58
/** A shorter way is a click that slipped. */
const LEAST_PX = 8
const LEAST_MS = 30_000

interface Band {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

interface Plot {
  readonly box: DOMRect
  readonly fromMs: number
  readonly toMs: number
}

/** Dragging over any chart makes its span the page's window; a double click makes the window twice as long. */
export function ZoomByDrag() {
  const { choose } = useView()
  const [band, setBand] = useState<Band | null>(null)
  useEffect(() => {
    let began: { readonly plot: Plot; readonly x: number } | null = null
    const onDown = (event: PointerEvent) => {
      const plot = event.button === 0 && event.pointerType === 'mouse' ? plotAt(event) : null
      began = plot === null ? null : { plot, x: event.clientX }
    }
    const onMove = (event: PointerEvent) => {
      if (began === null) return
      // Let go outside the window: nobody told us.
      if ((event.buttons & 1) === 0) return giveUp()
      const span = bandOf(began.plot.box, began.x, event.clientX)
      setBand(span.width < LEAST_PX ? null : span)
    }
    const giveUp = () => {
      began = null
      setBand(null)
    }
    const onUp = (event: PointerEvent) => {
      const start = began
      giveUp()
      if (start === null) return
      const span = bandOf(start.plot.box, start.x, event.clientX)
      const fromMs = timeAt(start.plot, span.left)
      const toMs = timeAt(start.plot, span.left + span.width)
      if (span.width >= LEAST_PX && toMs - fromMs >= LEAST_MS) choose(fixedRange(fromMs, toMs))
    }
    const onTwice = (event: MouseEvent) => {
      const plot = plotAt(event)
      if (plot === null) return
      const { fromMs, toMs } = movedRange(plot, 'wider', serverNow())
      choose(fixedRange(fromMs, toMs))
    }
    const stop = new AbortController()
    const { signal } = stop
    document.addEventListener('pointerdown', onDown, { signal })
    document.addEventListener('pointermove', onMove, { signal })
    document.addEventListener('pointerup', onUp, { signal })
    document.addEventListener('pointercancel', giveUp, { signal })
    document.addEventListener('dblclick', onTwice, { signal })
    return () => stop.abort()
  }, [choose])
  return band === null ? null : <div className="zoom-band" style={band} aria-hidden="true" />
}

function plotAt(event: MouseEvent): Plot | null {
  const plot = event.target instanceof Element ? event.target.closest<HTMLElement>('.plot[data-from]') : null
  if (plot === null) return null
  const outer = plot.getBoundingClientRect()
  const box = new DOMRect(outer.left + AXIS_PX, outer.top, outer.width - AXIS_PX, outer.height)
  if (event.clientX < box.left || event.clientX > box.right) return null
  return { box, fromMs: Number(plot.dataset.from), toMs: Number(plot.dataset.to) }
}

function bandOf(box: DOMRect, x1: number, x2: number): Band {
  const inside = (x: number) => Math.min(box.right, Math.max(box.left, x))
  const left = Math.min(inside(x1), inside(x2))
  return { left, top: box.top, width: Math.abs(inside(x1) - inside(x2)), height: box.height }
}

function timeAt({ box, fromMs, toMs }: Plot, x: number): number {
  return fromMs + ((x - box.left) / box.width) * (toMs - fromMs)
}
