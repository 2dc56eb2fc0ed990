import type { ClusterSummary } from '@perigee/contract'
import type { Page } from '@perigee/links'
import type { ReactNode } from 'react'
import { useOverview } from '../features/overview/queries.ts'
import { Icon, type IconName, Mark } from '../ui/icons.tsx'
import { StatusShape } from '../ui/status-shape.tsx'
import { clustersForRail } from './rail-clusters.ts'
import { hrefOf, useWhere } from './view.ts'

/** Left rail: pages, then the clusters, worst first; the pages of the open cluster stand below it. */
export function Rail() {
  const { page } = useWhere()
  const overview = useOverview().data
  const open = 'cluster' in page ? page.cluster : null
  const { shown, rest } = clustersForRail(overview?.data.clusters ?? [], open)
  return (
    <nav className="rail" aria-label="Main">
      <a className="brand" href={hrefOf({ kind: 'overview' })}>
        <Mark />
        <span>Perigee</span>
      </a>
      <RailLink icon="overview" to={{ kind: 'overview' }} current={page}>
        Overview
      </RailLink>
      <RailLink icon="sources" to={{ kind: 'sources' }} current={page} count={overview?.freshness.failures.length ?? 0}>
        Data sources
      </RailLink>
      {overview !== undefined && <h2>{headingFor(overview.data.clusters.length)}</h2>}
      {open !== null && overview === undefined && <ClusterPages cluster={open} page={page} />}
      {shown.map((cluster) => (
        <RailCluster key={cluster.name} cluster={cluster} page={page} open={cluster.name === open} />
      ))}
      {rest > 0 && (
        <a href={hrefOf({ kind: 'overview' })}>
          <StatusShape status="ok" />
          <span>{rest} more, all OK</span>
        </a>
      )}
      <div className="foot">
        <RailLink icon="settings" to={{ kind: 'settings' }} current={page}>
          Settings
        </RailLink>
      </div>
    </nav>
  )
}

function headingFor(many: number): string {
  if (many === 0) return 'No clusters yet'
  return many === 1 ? 'Cluster' : 'Clusters, worst first'
}

function RailCluster({ cluster, page, open }: { cluster: ClusterSummary; page: Page; open: boolean }) {
  return (
    <>
      <a href={hrefOf({ kind: 'cluster', cluster: cluster.name })} title={cluster.name}>
        <StatusShape status={cluster.status} title={cluster.status} />
        <span>{cluster.name}</span>
      </a>
      {open && <ClusterPages cluster={cluster.name} page={page} />}
    </>
  )
}

type ClusterPage = 'cluster' | 'brokers' | 'topics' | 'durability' | 'preflight' | 'quorum' | 'capacity' | 'capability'

const CLUSTER_PAGES: readonly { kind: ClusterPage; text: string }[] = [
  { kind: 'cluster', text: 'Summary' },
  { kind: 'brokers', text: 'Brokers' },
  { kind: 'topics', text: 'Topics' },
  { kind: 'quorum', text: 'Quorum' },
  { kind: 'durability', text: 'Durability' },
  { kind: 'capacity', text: 'Capacity' },
  { kind: 'preflight', text: 'Preflight' },
  { kind: 'capability', text: 'Metrics' },
]

function ClusterPages({ cluster, page }: { cluster: string; page: Page }) {
  return (
    <div className="nested">
      {CLUSTER_PAGES.map(({ kind, text }) => (
        <RailLink key={kind} icon={kind} to={{ kind, cluster }} current={page}>
          {text}
        </RailLink>
      ))}
    </div>
  )
}

/** A detail page belongs to its list. */
const PARENT: Partial<Record<Page['kind'], Page['kind']>> = { broker: 'brokers', topic: 'topics', partitions: 'topics' }

function RailLink(props: { icon: IconName; to: Page; current: Page; count?: number; children: ReactNode }) {
  const { icon, to, current, count = 0, children } = props
  const here = to.kind === (PARENT[current.kind] ?? current.kind)
  return (
    <a href={hrefOf(to)} aria-current={here ? 'page' : undefined}>
      <Icon name={icon} />
      <span>{children}</span>
      {count > 0 && (
        <em className="hot">
          {count}
          <span className="sr"> failing</span>
        </em>
      )}
    </a>
  )
}
