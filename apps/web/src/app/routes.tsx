import type { Page } from '@perigee/links'
import { type ComponentType, Suspense } from 'react'
import { usePathname } from 'wouter/use-browser-location'
import { Skeleton } from '../ui/skeleton.tsx'
import { PAGES, type PageOf } from './pages.ts'
import { PanelBoundary } from './panel-boundary.tsx'
import { useWhere } from './view.ts'

/** The page of the current address. A page that crashes costs the page, not the shell. */
export function Routes() {
  const { page } = useWhere()
  const path = usePathname()
  const Chosen = PAGES[page.kind] as ComponentType<PageOf<Page['kind']>>
  return (
    <PanelBoundary what="This page" resetKey={path}>
      <Suspense fallback={<Skeleton rows={8} waitingFor="the page" />}>
        <Chosen key={`${page.kind}${'cluster' in page ? page.cluster : ''}`} page={page} />
      </Suspense>
    </PanelBoundary>
  )
}
