import { type RefObject, useEffect } from 'react'
import { usePreferences } from '../../app/preferences.ts'
import { inksOf, type Painting, paint } from './paint.ts'

interface PaintingOf extends Omit<Painting, 'inks'> {
  readonly canvas: RefObject<HTMLCanvasElement | null>
  /** Its swatches have the colours of the theme that is on. */
  readonly legend: RefObject<HTMLElement | null>
}

/** Paints anew when the data, the width, the theme or the density of the screen changes. */
export function usePainting({ canvas, legend, data, scale, rowPx, fromMs, toMs }: PaintingOf): void {
  const { theme } = usePreferences()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is read from the swatches
  useEffect(() => {
    const sheet = canvas.current
    const swatches = legend.current
    if (sheet === null || swatches === null) return
    let frame = 0
    const draw = () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => paint(sheet, { data, scale, inks: inksOf(swatches), rowPx, fromMs, toMs }))
    }
    draw()
    const width = new ResizeObserver(draw)
    width.observe(sheet)
    const dark = matchMedia('(prefers-color-scheme: dark)')
    dark.addEventListener('change', draw)
    // Moved to another screen.
    const density = matchMedia(`(resolution: ${devicePixelRatio}dppx)`)
    density.addEventListener('change', draw)
    return () => {
      cancelAnimationFrame(frame)
      width.disconnect()
      dark.removeEventListener('change', draw)
      density.removeEventListener('change', draw)
    }
  }, [canvas, legend, data, scale, rowPx, fromMs, toMs, theme])
}
