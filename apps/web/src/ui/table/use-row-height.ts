import { type RefObject, useLayoutEffect, useState } from 'react'

/** Height of one row as the tokens have it now (`--row`): density and width change it. */
export function useRowHeight(probe: RefObject<HTMLElement | null>): number {
  const [heightPx, setHeightPx] = useState(28)
  useLayoutEffect(() => {
    const element = probe.current
    if (element === null) return
    const read = () => setHeightPx(element.offsetHeight || 28)
    read()
    const observer = new ResizeObserver(read)
    observer.observe(element)
    return () => observer.disconnect()
  }, [probe])
  return heightPx
}

/** Makes a region reach to the lower edge of the window, and never less than `leastPx`; null leaves its height alone. */
export function useFillHeight(region: RefObject<HTMLElement | null>, belowPx: number | null, leastPx = 300): void {
  useLayoutEffect(() => {
    if (belowPx === null) return
    const fill = () => {
      const element = region.current
      if (element === null) return
      const topPx = element.getBoundingClientRect().top + window.scrollY
      element.style.setProperty('--fill', `${Math.max(leastPx, window.innerHeight - topPx - belowPx)}px`)
    }
    fill()
    const observer = new ResizeObserver(fill)
    observer.observe(document.body)
    window.addEventListener('resize', fill)
    return () => {
      observer.disconnect()
      window.removeEventListener('resize', fill)
    }
  }, [region, belowPx, leastPx])
}
