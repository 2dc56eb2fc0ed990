import { type Page, urlOf, type View } from '@perigee/links'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { isHeld, setHeld } from '../api/hold.ts'
import { apiKey } from '../api/queries.ts'
import type { OverviewData } from '../features/overview/queries.ts'
import { isFrozen, liveRange } from '../time/range.ts'
import { copyText } from '../ui/copy-button.tsx'
import { hasRange } from './has-range.ts'
import { focusFilter, moveRow, openNeighbour } from './page-keys.ts'
import { preferences, setPreferences } from './preferences.ts'
import { say } from './toast.tsx'
import type { KeyActions } from './use-keyboard.ts'
import { follow, hrefOf, useWhere } from './view.ts'

interface Overlays {
  readonly openPalette: () => void
  readonly openSheet: () => void
}

/** What the keys and the palette do. */
export function useActions({ openPalette, openSheet }: Overlays): KeyActions {
  const client = useQueryClient()
  const { page, view } = useWhere()
  const freezes = hasRange(page) && isFrozen(view)
  return useMemo(() => {
    const go =
      (kind: 'cluster' | 'brokers' | 'topics' | 'durability' | 'preflight' | 'quorum' | 'capacity' | 'capability') =>
      () => {
        const cluster = 'cluster' in page ? page.cluster : worstCluster()
        if (cluster === null) say('There is no cluster yet')
        else follow(hrefOf({ kind, cluster } as Page))
      }
    const worstCluster = () => {
      const cached = client.getQueryData<{ data: OverviewData }>(apiKey({ route: 'overview' }))
      return cached?.data.clusters[0]?.name ?? null
    }
    return {
      palette: openPalette,
      sheet: openSheet,
      refresh: () => void client.refetchQueries({ type: 'active' }).then(() => say('Read again')),
      hold: () => {
        if (freezes && !isHeld()) navigate(urlOf(page, liveView(view)))
        else setHeld(!isHeld())
      },
      copy: async () => say((await copyText(location.href)) ? 'Link copied' : 'The link could not be copied'),
      theme: () => setPreferences({ theme: nextTheme() }),
      density: () => setPreferences({ density: preferences().density === 'compact' ? 'comfortable' : 'compact' }),
      zone: () => setPreferences({ zone: preferences().zone === 'utc' ? 'local' : 'utc' }),
      'go-overview': () => follow(hrefOf({ kind: 'overview' })),
      'go-cluster': go('cluster'),
      'go-brokers': go('brokers'),
      'go-topics': go('topics'),
      'go-durability': go('durability'),
      'go-preflight': go('preflight'),
      'go-quorum': go('quorum'),
      'go-capacity': go('capacity'),
      'go-capability': go('capability'),
      'go-sources': () => follow(hrefOf({ kind: 'sources' })),
      'go-settings': () => follow(hrefOf({ kind: 'settings' })),
      filter: focusFilter,
      previous: () => openNeighbour('prev'),
      next: () => openNeighbour('next'),
      'row-down': () => moveRow(1),
      'row-up': () => moveRow(-1),
    }
  }, [client, page, view, freezes, openPalette, openSheet])
}

/** The same view with a window that moves with time. */
function liveView({ from, to: _to, at: _at, ...rest }: View): View {
  const live = liveRange(from)
  return live.from === undefined ? rest : { ...rest, from: live.from }
}

/** The other one of what is seen now, then back to the system: pressing `t` always changes something. */
function nextTheme(): 'system' | 'light' | 'dark' {
  const { theme } = preferences()
  const dark = matchMedia('(prefers-color-scheme: dark)').matches
  if (theme === 'system') return dark ? 'light' : 'dark'
  const other = dark ? 'light' : 'dark'
  return theme === other ? (other === 'dark' ? 'light' : 'dark') : 'system'
}
