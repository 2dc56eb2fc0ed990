import type { Page } from '@perigee/links'
import { hrefOf } from './view.ts'

export interface Crumb {
  readonly text: string
  readonly href: string
}

const NOUNS = {
  brokers: 'Brokers',
  topics: 'Topics',
  partitions: 'Partitions',
  durability: 'Durability',
  preflight: 'Preflight',
  quorum: 'Quorum',
  capacity: 'Capacity',
  capability: 'Metrics',
} as const

/** The way to a page, the page itself last. */
export function crumbsOf(page: Page): readonly Crumb[] {
  if (page.kind === 'overview') return [{ text: 'Overview', href: hrefOf(page) }]
  if (page.kind === 'sources') return [{ text: 'Data sources', href: hrefOf(page) }]
  if (page.kind === 'settings') return [{ text: 'Settings', href: hrefOf(page) }]
  if (page.kind === 'connect') return [{ text: 'Connect a cluster', href: hrefOf(page) }]
  if (page.kind === 'not-found') return [{ text: 'Not found', href: page.path }]
  const { cluster } = page
  const way = [
    { text: 'Clusters', href: hrefOf({ kind: 'overview' }) },
    { text: cluster, href: hrefOf({ kind: 'cluster', cluster }) },
  ]
  if (page.kind === 'cluster') return way
  if (page.kind === 'broker')
    return [...way, listOf('brokers', cluster), { text: `Broker ${page.broker}`, href: hrefOf(page) }]
  if (page.kind === 'topic') return [...way, listOf('topics', cluster), { text: page.topic, href: hrefOf(page) }]
  return [...way, listOf(page.kind, cluster)]
}

function listOf(kind: keyof typeof NOUNS, cluster: string): Crumb {
  return { text: NOUNS[kind], href: hrefOf({ kind, cluster }) }
}

/** Title of the browser tab: the thing first, because tabs are cut at the end. */
export function titleOf(page: Page): string {
  const words = crumbsOf(page).map(({ text }) => text)
  return [...words.filter((word) => word !== 'Clusters').toReversed(), 'Perigee'].join(' · ')
}
