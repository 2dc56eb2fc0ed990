// What one cluster is read through, as configured.
import type { ClusterConfig, PollingConfig } from '@perigee/config'
import { openDiscovery, openEnsemble, openKafka, parseConnectString, readZooKeeper } from '@perigee/sources'
import { type ClusterSources, NO_OTHER_SOURCES } from './polling/sources.ts'
import { threadFile } from './threads/thread-file.ts'

export function openSources(cluster: ClusterConfig, polling: PollingConfig): ClusterSources {
  const { connectTimeoutMs, requestTimeoutMs } = polling
  const deadlines = { connectTimeoutMs, requestTimeoutMs }
  return {
    ...NO_OTHER_SOURCES,
    kafka: openKafka({ cluster, ...deadlines }),
    readZooKeeper: (connect, signal) => readZooKeeper(parseConnectString(connect).addresses, deadlines, signal),
    ensemble: openEnsemble({ deadlines, ensemble: cluster.ensemble, threadFile: threadFile('zookeeper') }),
    discovery: openDiscovery(cluster.metrics, { timeoutMs: 2 * requestTimeoutMs }),
  }
}
