import type { Page } from '@perigee/links'
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import { loadChunk } from '../ui/load-chunk.ts'

/** What a page gets: its own path parts, decoded. View state comes from `useView()`. */
export type PageOf<Kind extends Page['kind']> = { readonly page: Extract<Page, { kind: Kind }> }

type PageTable = { readonly [Kind in Page['kind']]: LazyExoticComponent<ComponentType<PageOf<Kind>>> }

/** The page table: one lazy chunk per page. Removing a noun is one line here and its folder. */
export const PAGES: PageTable = {
  overview: lazy(async () => ({
    default: (await loadChunk(() => import('../features/overview/page.tsx'))).OverviewPage,
  })),
  cluster: lazy(async () => ({ default: (await loadChunk(() => import('../features/cluster/page.tsx'))).ClusterPage })),
  brokers: lazy(async () => ({ default: (await loadChunk(() => import('../features/brokers/page.tsx'))).BrokersPage })),
  broker: lazy(async () => ({
    default: (await loadChunk(() => import('../features/brokers/broker-page.tsx'))).BrokerPage,
  })),
  topics: lazy(async () => ({ default: (await loadChunk(() => import('../features/topics/page.tsx'))).TopicsPage })),
  topic: lazy(async () => ({
    default: (await loadChunk(() => import('../features/topics/topic-page.tsx'))).TopicPage,
  })),
  partitions: lazy(async () => ({
    default: (await loadChunk(() => import('../features/partitions/page.tsx'))).PartitionsPage,
  })),
  durability: lazy(async () => ({
    default: (await loadChunk(() => import('../features/durability/page.tsx'))).DurabilityPage,
  })),
  preflight: lazy(async () => ({
    default: (await loadChunk(() => import('../features/preflight/page.tsx'))).PreflightPage,
  })),
  quorum: lazy(async () => ({ default: (await loadChunk(() => import('../features/quorum/page.tsx'))).QuorumPage })),
  capability: lazy(async () => ({
    default: (await loadChunk(() => import('../features/capability/page.tsx'))).CapabilityPage,
  })),
  capacity: lazy(async () => ({
    default: (await loadChunk(() => import('../features/capacity/page.tsx'))).CapacityPage,
  })),
  sources: lazy(async () => ({ default: (await loadChunk(() => import('../features/sources/page.tsx'))).SourcesPage })),
  settings: lazy(async () => ({
    default: (await loadChunk(() => import('../features/settings/page.tsx'))).SettingsPage,
  })),
  connect: lazy(async () => ({ default: (await loadChunk(() => import('../features/connect/page.tsx'))).ConnectPage })),
  'not-found': lazy(async () => ({
    default: (await loadChunk(() => import('../features/not-found/page.tsx'))).NotFoundPage,
  })),
}
