import { type RefObject, useEffect, useRef } from 'react'
import { entryKey, type Place, placeOf, rememberPlace } from './place-memory.ts'

interface PlaceOptions {
  /** Changes when the list becomes another list: another filter, another order. */
  readonly list: string
  readonly region: RefObject<HTMLElement | null>
  readonly active: number
  readonly startOver: () => void
}

/** The place this history entry was left at, read once on arrival. */
export function useLeftPlace(): Place | null {
  const left = useRef<Place | null | undefined>(undefined)
  if (left.current === undefined) left.current = placeOf(entryKey())
  return left.current
}

/** Remembers scroll and row of a list for the way back. Another list starts at its top. */
export function useRememberedPlace({ list, region, active, startOver }: PlaceOptions): void {
  const latest = useRef(active)
  const drawn = useRef(list)
  useEffect(() => {
    latest.current = active
  })
  useEffect(() => {
    const element = region.current
    if (element === null) return
    const key = entryKey()
    const remember = () => rememberPlace(key, { scrollTopPx: element.scrollTop, active: latest.current })
    // Leaving is a press or a key; both come before the page goes.
    document.addEventListener('click', remember, true)
    document.addEventListener('keydown', remember, true)
    return () => {
      document.removeEventListener('click', remember, true)
      document.removeEventListener('keydown', remember, true)
    }
  })
  useEffect(() => {
    if (drawn.current === list) return
    drawn.current = list
    startOver()
  })
}
