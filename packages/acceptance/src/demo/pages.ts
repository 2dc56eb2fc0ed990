// The pages of the demo's clusters, and the things that they say about trouble.
import { has, type PageAt, type Told } from './told.ts'

export interface ClusterPages {
  /** The row of the cluster on the overview. */
  overview(says: string, data: object): Told
  cluster(says: string, data: object): Told
  broker(id: number, says: string, data: object): Told
  /** The list of topics, filtered. */
  topics(q: string, says: string, data: object): Told
  topic(topic: string, says: string, data: object): Told
  /** The rows that a filter leaves. */
  partitions(q: string, says: string, data: object): Told
  durability(says: string, data: object): Told
  sources(says: string, data: object): Told
}

export function pagesOf(cluster: string): ClusterPages {
  const at = (page: PageAt, says: string, data: object): Told => ({ page, says, data })
  const params = { cluster }
  return {
    overview: (says, data) => at({ route: 'overview' }, says, { clusters: has({ name: cluster, ...data }) }),
    cluster: (says, data) => at({ route: 'cluster', params }, says, data),
    broker: (broker, says, data) => at({ route: 'broker', params: { ...params, broker } }, says, data),
    topics: (q, says, data) => at({ route: 'topics', params, query: `?q=${encodeURIComponent(q)}` }, says, data),
    topic: (topic, says, data) => at({ route: 'topic', params: { ...params, topic } }, says, data),
    partitions: (q, says, data) =>
      at({ route: 'partitions', params, query: `?limit=1&q=${encodeURIComponent(q)}` }, says, data),
    durability: (says, data) => at({ route: 'whatIf', params }, says, data),
    sources: (says, data) => at({ route: 'sources' }, says, { items: has({ cluster, ...data }) }),
  }
}

/** A page that names this problem. */
export function problem(code: unknown): { readonly problems: object } {
  return { problems: has({ code }) }
}
