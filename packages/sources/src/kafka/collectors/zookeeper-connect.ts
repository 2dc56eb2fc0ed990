import type { Gap } from '@perigee/domain'
import { clusterMode } from '../cluster-mode.ts'
import { gap } from '../gaps.ts'
import type { BrokerLink } from '../link/broker-link.ts'
import type { ApiVersionsAnswer } from '../messages/api-versions.ts'
import { BROKER_RESOURCE, describeConfigs } from '../messages/describe-configs.ts'

// Asks one broker for its `zookeeper.connect` (DescribeConfigs). ZooKeeper mode only; elsewhere null without a gap.

export async function readZooKeeperConnect(
  link: BrokerLink,
  about: { readonly brokerId: number; readonly offers: ApiVersionsAnswer | null },
  signal: AbortSignal,
): Promise<{ value: string | null; gaps: readonly Gap[] }> {
  const mode = clusterMode(about.offers ? [about.offers.apis] : [])
  if (mode !== 'zookeeper' || about.brokerId < 0) return { value: null, gaps: [] }
  const query = { resourceType: BROKER_RESOURCE, names: [String(about.brokerId)], keys: ['zookeeper.connect'] }
  const answer = await link.ask({ message: describeConfigs, query, lane: 'quick', signal })
  const help = { permission: 'DESCRIBE_CONFIGS on Cluster', since: 'Kafka 1.1 or newer' }
  if (!answer.ok) return { value: null, gaps: [gap('zookeeper-connect', answer.failure, help)] }
  const resource = answer.value.value[0]
  if (resource && resource.error !== 0) {
    const failure = link.refused(resource.error, 'DescribeConfigs', resource.errorMessage)
    return { value: null, gaps: [gap('zookeeper-connect', failure, help)] }
  }
  return { value: resource?.configs.find((c) => c.name === 'zookeeper.connect')?.value ?? null, gaps: [] }
}
