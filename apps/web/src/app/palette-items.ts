import type { ClusterSummary, Search, Status } from '@perigee/contract'
import type { Page } from '@perigee/links'
import { KEYS, type KeyId } from './keys.ts'
import { hrefOf } from './view.ts'

export interface PaletteItem {
  readonly id: string
  readonly text: string
  readonly detail: string
  readonly group: 'Recent' | 'Things' | 'Pages' | 'Actions'
  readonly status?: Status
  readonly keys?: string
  readonly does: { readonly href: string } | { readonly action: KeyId }
}

const ACTIONS: readonly KeyId[] = ['refresh', 'hold', 'copy', 'theme', 'density', 'zone', 'sheet']

const keysOf = (id: KeyId) => KEYS.find((binding) => binding.id === id)

function actionItems(): PaletteItem[] {
  return ACTIONS.map((id) => {
    const binding = keysOf(id)
    return {
      id: `action ${id}`,
      text: binding?.text ?? id,
      detail: '',
      group: 'Actions',
      keys: binding?.keys ?? '',
      does: { action: id },
    }
  })
}

const pageItem = (text: string, page: Page, keys?: string): PaletteItem => ({
  id: hrefOf(page),
  text,
  detail: '',
  group: 'Pages',
  ...(keys !== undefined && { keys }),
  does: { href: hrefOf(page) },
})

function pageItems(cluster: string | null): PaletteItem[] {
  const always = [
    pageItem('Overview', { kind: 'overview' }, 'g o'),
    pageItem('Data sources', { kind: 'sources' }, 'g f'),
    pageItem('Settings', { kind: 'settings' }, 'g ,'),
    pageItem('Connect a cluster', { kind: 'connect' }),
  ]
  if (cluster === null) return always
  return [
    pageItem(`${cluster}: summary`, { kind: 'cluster', cluster }, 'g c'),
    pageItem(`${cluster}: brokers`, { kind: 'brokers', cluster }, 'g b'),
    pageItem(`${cluster}: topics`, { kind: 'topics', cluster }, 'g t'),
    pageItem(`${cluster}: durability`, { kind: 'durability', cluster }, 'g d'),
    pageItem(`${cluster}: preflight`, { kind: 'preflight', cluster }, 'g p'),
    pageItem(`${cluster}: quorum`, { kind: 'quorum', cluster }, 'g q'),
    pageItem(`${cluster}: capacity`, { kind: 'capacity', cluster }, 'g k'),
    pageItem(`${cluster}: metrics`, { kind: 'capability', cluster }, 'g m'),
    ...always,
  ]
}

const clusterItem = (cluster: ClusterSummary): PaletteItem => ({
  id: hrefOf({ kind: 'cluster', cluster: cluster.name }),
  text: cluster.name,
  detail: cluster.reasons[0] ?? 'cluster',
  group: 'Things',
  status: cluster.status,
  does: { href: hrefOf({ kind: 'cluster', cluster: cluster.name }) },
})

const thingItem = ({ name, href, detail }: Search['data']['items'][number]): PaletteItem => ({
  id: href,
  text: name,
  detail,
  group: 'Things',
  does: { href },
})

export interface PaletteSources {
  readonly q: string
  readonly cluster: string | null
  readonly clusters: readonly ClusterSummary[]
  readonly found: Search['data']['items']
  readonly recent: readonly PaletteItem[]
}

/** What the palette offers: recent ones on an empty line; else things first, then pages, then actions. */
export function paletteItems({ q, cluster, clusters, found, recent }: PaletteSources): PaletteItem[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = ({ text }: PaletteItem) => words.every((word) => text.toLowerCase().includes(word))
  const pages = pageItems(cluster).filter(fits)
  const actions = actionItems().filter(fits)
  if (words.length === 0)
    return unique([...recent.slice(0, 5), ...clusters.slice(0, 5).map(clusterItem), ...pages, ...actions])
  return unique([...clusters.map(clusterItem).filter(fits).slice(0, 8), ...found.map(thingItem), ...pages, ...actions])
}

/** A thing shows once, where it comes first. */
function unique(items: readonly PaletteItem[]): PaletteItem[] {
  const seen = new Set<string>()
  return items.filter(({ id }) => !seen.has(id) && seen.add(id))
}
