import type { ClusterSources } from './sources.ts'

/** Of a cluster that is read through its brokers alone. */
export const NO_OTHER_SOURCES = {
  ensemble: null,
  exporters: null,
  discovery: null,
  prometheus: null,
  graphite: null,
} as const satisfies Partial<ClusterSources>
