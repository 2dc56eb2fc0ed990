import {
  apiPath,
  type BrokerRow,
  type Brokers,
  type ClusterDetail,
  type ClusterSummary,
  type Overview,
  type Sources,
  type TopicDetail,
  type Topics,
} from '@perigee/contract'
import type { RunningConsole } from './running-console.ts'

/** Reads the answer of a route, which must be 200. */
export async function read<T>(console: RunningConsole, path: string): Promise<T> {
  const answer = await console.get(path)
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.text.slice(0, 500)}`)
  return JSON.parse(answer.text) as T
}

export const CLUSTER = { cluster: 'lab' }

export async function overviewOf(console: RunningConsole): Promise<ClusterSummary> {
  const { data } = await read<Overview>(console, apiPath('overview'))
  const [cluster] = data.clusters
  if (cluster === undefined) throw new Error('the overview shows no cluster')
  return cluster
}

export async function clusterOf(console: RunningConsole): Promise<ClusterDetail['data']> {
  return (await read<ClusterDetail>(console, apiPath('cluster', CLUSTER))).data
}

export async function brokersOf(console: RunningConsole): Promise<BrokerRow[]> {
  const { data } = await read<Brokers>(console, apiPath('brokers', CLUSTER))
  return data.items.toSorted((a, b) => a.id - b.id)
}

export async function topicOf(console: RunningConsole, topic: string): Promise<TopicDetail['data']> {
  return (await read<TopicDetail>(console, apiPath('topic', { ...CLUSTER, topic }))).data
}

export async function topicsOf(console: RunningConsole, query = ''): Promise<Topics['data']> {
  return (await read<Topics>(console, apiPath('topics', CLUSTER) + query)).data
}

export async function sourcesOf(console: RunningConsole): Promise<Sources['data']> {
  return (await read<Sources>(console, apiPath('sources'))).data
}
