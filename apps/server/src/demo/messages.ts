// What the console and the thread of the simulated fleet say to each other.
import type { DemoScenarioState } from '../facts/state.ts'

/** A cluster of the fleet as a configuration file would name it. */
export interface DemoCluster {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly bootstrap: readonly string[]
  readonly zookeeper: string | null
  readonly expected: { readonly brokers: number; readonly controllers: number | null }
  /** Rack → data centre. */
  readonly dataCentres: Readonly<Record<string, string>>
}

/** Values of one series before the start, evenly stepped; NaN where nothing was known. */
export interface PastSeries {
  readonly cluster: string
  /** Name in the console's history: `broker/3/sizeBytes`. */
  readonly series: string
  /** Epoch ms of the first value. */
  readonly fromMs: number
  readonly stepMs: number
  readonly values: Float64Array
}

export type FromFleet =
  | { readonly kind: 'ready'; readonly clusters: readonly DemoCluster[]; readonly past: readonly PastSeries[] }
  | { readonly kind: 'scenarios'; readonly scenarios: readonly DemoScenarioState[] }
  | { readonly kind: 'acted'; readonly id: number; readonly known: boolean }

export type ToFleet =
  | { readonly kind: 'act'; readonly id: number; readonly scenario: string; readonly action: 'start' | 'stop' }
  | { readonly kind: 'close' }
