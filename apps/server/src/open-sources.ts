// What clusters are read through, as configured.
import type { ClusterConfig, PollingConfig } from '@perigee/config'
import {
  openDiscovery,
  openEnsemble,
  openExporters,
  openExporterThread,
  openGraphite,
  openKafka,
  openPrometheus,
  parseConnectString,
  readZooKeeper,
} from '@perigee/sources'
import type { ClusterSources } from './polling/sources.ts'
import { threadFile } from './threads/thread-file.ts'

/** A page of a large broker takes its exporter seconds. */
const PAGE_WITHIN_MS = 15_000
const QUERY_WITHIN_MS = 10_000

export interface SourceOpener {
  /** Of one cluster; it closes them itself. */
  open(cluster: ClusterConfig): ClusterSources
  /** Ends what clusters share. */
  close(): Promise<void>
}

export function sourceOpener(polling: PollingConfig): SourceOpener {
  const { connectTimeoutMs, requestTimeoutMs } = polling
  const deadlines = { connectTimeoutMs, requestTimeoutMs }
  // It begins with the first page that is asked for.
  const pages = openExporterThread(threadFile('exporter'))
  return {
    open: (cluster) => ({
      kafka: openKafka({ cluster, ...deadlines }),
      readZooKeeper: (connect, signal) => readZooKeeper(parseConnectString(connect).addresses, deadlines, signal),
      ensemble: openEnsemble({ deadlines, ensemble: cluster.ensemble, threadFile: threadFile('zookeeper') }),
      exporters: hasExporters(cluster)
        ? openExporters({ auth: cluster.metrics.auth, timeoutMs: PAGE_WITHIN_MS, thread: pages })
        : null,
      discovery: openDiscovery(cluster.metrics, { timeoutMs: 2 * requestTimeoutMs }),
      prometheus:
        cluster.metrics.prometheus === null
          ? null
          : openPrometheus(cluster.metrics.prometheus, { timeoutMs: QUERY_WITHIN_MS }),
      graphite:
        cluster.metrics.graphite === null
          ? null
          : openGraphite(cluster.metrics.graphite, { cluster: cluster.name, timeoutMs: QUERY_WITHIN_MS }),
    }),
    close: () => pages.close(),
  }
}

/** Whether any exporter is configured, or a way to find some. */
function hasExporters({ exporters, metrics }: ClusterConfig): boolean {
  const ways = [
    metrics.pattern,
    metrics.controllerPattern,
    metrics.hostPattern,
    metrics.file,
    metrics.consul,
    metrics.dns,
  ]
  return exporters.length > 0 || ways.some((way) => way !== null)
}
