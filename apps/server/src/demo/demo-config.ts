import { type ClusterConfig, type EffectiveEntry, NO_ENSEMBLE, NO_METRICS, type PerigeeConfig } from '@perigee/config'
import type { DemoCluster } from '@perigee/fleet'

const ORIGIN = 'demo'

/** Whether a simulated fleet stands in: no cluster is configured, and nobody said no. */
export function wantsDemo({ clusters, demo }: PerigeeConfig): boolean {
  return clusters.length === 0 && demo
}

/** The configuration with the simulated clusters in it, and what the settings page tells of them. */
export function withDemoClusters(
  config: PerigeeConfig,
  clusters: readonly DemoCluster[],
): { config: PerigeeConfig; entries: readonly EffectiveEntry[] } {
  return {
    config: { ...config, clusters: clusters.map(asConfigured) },
    entries: clusters.flatMap(({ name, bootstrap, zookeeper, exporters }, i) => [
      { path: `clusters[${i}].name`, value: name, origin: ORIGIN },
      { path: `clusters[${i}].bootstrap`, value: bootstrap.join(', '), origin: ORIGIN },
      ...(zookeeper === null ? [] : [{ path: `clusters[${i}].zookeeper`, value: zookeeper, origin: ORIGIN }]),
      ...exporters.map(({ url }, k) => ({ path: `clusters[${i}].exporters[${k}].url`, value: url, origin: ORIGIN })),
    ]),
  }
}

function asConfigured(cluster: DemoCluster): ClusterConfig {
  return {
    ...cluster,
    tls: null,
    sasl: null,
    ensemble: NO_ENSEMBLE,
    metrics: NO_METRICS,
    cruiseControl: null,
    schemaRegistries: [],
    connect: [],
  }
}
