import { type ReactNode, useEffect, useRef, useState } from 'react'

/** How far below the window a part is mounted already, so that it is there when one arrives. */
const AHEAD = '400px'

interface NearProps {
  /** Height kept free until then, so that nothing moves when it comes. */
  readonly heightPx: number
  readonly children: ReactNode
}

/** Mounts its children once they are nearly in sight, or when the page is printed: what nobody looks at asks for nothing. */
export function Near({ heightPx, children }: NearProps) {
  const place = useRef<HTMLDivElement>(null)
  const [near, setNear] = useState(false)
  useEffect(() => {
    if (near || place.current === null) return
    const show = () => setNear(true)
    const watch = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && show(), {
      rootMargin: AHEAD,
    })
    watch.observe(place.current)
    addEventListener('beforeprint', show)
    return () => {
      watch.disconnect()
      removeEventListener('beforeprint', show)
    }
  }, [near])
  return near ? children : <div ref={place} style={{ minHeight: `${heightPx}px` }} />
}
