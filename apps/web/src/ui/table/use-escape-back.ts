import { useEffect } from 'react'
import { follow } from '../../app/view.ts'

/** Esc on the page of one thing: back to where it was opened from; without such a place, to its list. */
export function useEscapeBack(listHref: string): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || isElsewhere(event.target)) return
      if (canGoBack()) history.back()
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

/** Whether the entry before this one is ours; browsers that cannot tell are taken to have none. */
function canGoBack(): boolean {
  const navigation: unknown = Reflect.get(window, 'navigation')
  return typeof navigation === 'object' && navigation !== null && Reflect.get(navigation, 'canGoBack') === true
}
