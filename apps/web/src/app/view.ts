import { type Location, type Page, readUrl, urlOf, type View } from '@perigee/links'
import { useCallback, useMemo } from 'react'
import { navigate, usePathname, useSearch } from 'wouter/use-browser-location'

/** Where we are, read from the address bar: page, view and the parameters we do not know. */
export function useWhere(): Location {
  const path = usePathname()
  const search = useSearch()
  return useMemo(() => readUrl(path, search), [path, search])
}

export interface ViewState {
  readonly view: View
  /** Choosing something: a new history entry. `undefined` removes a key. */
  readonly choose: (change: ViewChange) => void
  /** Typing: the current history entry is rewritten. */
  readonly type: (change: ViewChange) => void
}
export type ViewChange = { readonly [K in keyof View]?: View[K] | undefined }

/** The view part of the URL and the two ways to change it. Presentation that others must see lives here, nothing else. */
export function useView(): ViewState {
  const { page, view, kept } = useWhere()
  const go = useCallback(
    (change: ViewChange, replace: boolean) => {
      const next = urlOf(page, withoutUndefined({ ...view, ...change }), kept)
      if (next !== `${location.pathname}${location.search}`) navigate(next, { replace })
    },
    [page, view, kept],
  )
  const choose = useCallback((change: ViewChange) => go(change, false), [go])
  const type = useCallback((change: ViewChange) => go(change, true), [go])
  return { view, choose, type }
}

function withoutUndefined(view: ViewChange): View {
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined && value !== ''))
}

/** View keys that describe how this screen is drawn, not what it shows: they travel along with every link followed. */
const CARRIED = ['tz', 'theme', 'density', 'kiosk'] as const

/** Follows a link of our own. Presentation overrides of the current URL are carried along. */
export function follow(href: string): void {
  const target = new URL(href, location.href)
  const here = new URLSearchParams(location.search)
  for (const key of CARRIED) {
    const value = here.get(key)
    if (value !== null && !target.searchParams.has(key)) target.searchParams.append(key, value)
  }
  const { page, view, kept } = readUrl(target.pathname, target.search)
  navigate(urlOf(page, view, kept))
}

/** URL of a page, for an `href`. */
export function hrefOf(page: Page, view?: View): string {
  return urlOf(page, view)
}
