// The same canonical values out of an existing Prometheus (Mimir, Thanos, VictoriaMetrics) instead of exporters' pages.
import type { PrometheusConfig } from '@perigee/config'
import type { PrometheusSource } from '../metrics/source.ts'
import { prometheusClient } from './ask-prometheus.ts'
import { readRange } from './range.ts'
import { PrometheusReader } from './reader.ts'

export interface PrometheusOptions {
  /** Deadline of one query, ms. */
  readonly timeoutMs: number
}

export function openPrometheus(config: PrometheusConfig, { timeoutMs }: PrometheusOptions): PrometheusSource {
  const client = prometheusClient(config, timeoutMs)
  const reader = new PrometheusReader(client, config)
  return {
    read: (hints, signal) => reader.read(hints, signal),
    range: (ask, signal) => readRange(client, reader, ask, signal),
    cost: () => [client.cost()],
  }
}
