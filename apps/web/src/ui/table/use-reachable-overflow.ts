import { type RefObject, useLayoutEffect } from 'react'

/** A region that is wider than its place can be scrolled by keyboard; one that fits is no stop on the way. */
export function useReachableOverflow(region: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = region.current
    if (element === null) return
    const check = () => {
      if (element.scrollWidth > element.clientWidth) element.tabIndex = 0
      else element.removeAttribute('tabindex')
    }
    check()
    const observer = new ResizeObserver(check)
    observer.observe(element)
    return () => observer.disconnect()
  }, [region])
}
