import { useEffect } from 'react'
import { follow } from '../../app/view.ts'

/** Esc on the page of one thing: out to its list; to the list as it was left where that is the entry before this one. */
export function useEscapeBack(listHref: string): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || isElsewhere(event.target)) return
      if (pathBefore() === new URL(listHref, location.href).pathname) history.back()
      else follow(listHref)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [listHref])
}

/** In a field or in something that lies above the page, Esc has another meaning. */
function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [role="dialog"], [role="menu"]') !== null
}

interface EntryList {
  readonly entries: () => readonly { readonly url: string | null }[]
  readonly currentEntry: { readonly index: number } | null
}

/** Path of the history entry before this one; null when it is not ours or the browser cannot tell. */
function pathBefore(): string | null {
  const list: EntryList | undefined = Reflect.get(window, 'navigation')
  const url = list?.entries()[(list.currentEntry?.index ?? 0) - 1]?.url
  return url === undefined || url === null ? null : new URL(url).pathname
}
