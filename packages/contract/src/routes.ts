// The route table: one place that names every API path.
export const API = {
  overview: '/api/v1/overview',
  cluster: '/api/v1/clusters/:cluster',
  vitals: '/api/v1/clusters/:cluster/vitals',
  capability: '/api/v1/clusters/:cluster/capability',
  leanExporter: '/api/v1/clusters/:cluster/lean-exporter.yml',
  quorum: '/api/v1/clusters/:cluster/quorum',
  capacity: '/api/v1/clusters/:cluster/capacity',
  preflight: '/api/v1/clusters/:cluster/preflight',
  series: '/api/v1/series',
  brokers: '/api/v1/clusters/:cluster/brokers',
  broker: '/api/v1/clusters/:cluster/brokers/:broker',
  brokerVitals: '/api/v1/clusters/:cluster/brokers/:broker/vitals',
  restartCheck: '/api/v1/clusters/:cluster/brokers/:broker/restart-check',
  topics: '/api/v1/clusters/:cluster/topics',
  topicsCsv: '/api/v1/clusters/:cluster/topics.csv',
  topic: '/api/v1/clusters/:cluster/topics/:topic',
  partitions: '/api/v1/clusters/:cluster/partitions',
  whatIf: '/api/v1/clusters/:cluster/what-if',
  sources: '/api/v1/sources',
  search: '/api/v1/search',
  config: '/api/v1/config',
  demo: '/api/v1/demo',
  demoScenario: '/api/v1/demo/scenarios/:scenario',
  events: '/api/v1/events',
  openapi: '/api/openapi.json',
  health: '/healthz',
  ready: '/readyz',
  metrics: '/metrics',
} as const
export type ApiRoute = keyof typeof API

/** Fills a path of {@link API}; every segment is percent-encoded. */
export function apiPath(route: ApiRoute, params: Readonly<Record<string, string | number>> = {}): string {
  return API[route].replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')))
}
