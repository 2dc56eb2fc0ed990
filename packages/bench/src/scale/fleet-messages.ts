// What the benchmark and the fleet's process say to each other.
import type { ShapeName } from './shapes.ts'

export interface FleetOrder {
  readonly shape: ShapeName
  readonly scale: number
  readonly exporters: boolean
}

/** As the console's configuration takes it: the address, and whose it is. */
export type ExporterAddress = { readonly url: string } & (
  | { readonly broker: number }
  | { readonly controller: number }
  | { readonly host: number }
)

export interface OpenedFleet {
  readonly clusters: readonly {
    readonly name: string
    readonly bootstrap: readonly string[]
    readonly brokers: number
    readonly exporters: readonly ExporterAddress[]
  }[]
}

/** What one API cost the fleet's brokers, all of them together. */
export interface ApiLoad {
  readonly apiKey: number
  readonly requests: number
  readonly bytesIn: number
  readonly bytesOut: number
  /** From a request's arrival until its answer was ready, in ms. */
  readonly busyMs: number
}

export type FleetAsk =
  | { readonly kind: 'open'; readonly order: FleetOrder }
  | { readonly kind: 'churn'; readonly perSecond: number }
  | { readonly kind: 'load' }
  | { readonly kind: 'close' }
export type FleetAnswer =
  | { readonly kind: 'opened'; readonly opened: OpenedFleet }
  | { readonly kind: 'churning' }
  | { readonly kind: 'load'; readonly load: readonly ApiLoad[] }
  | { readonly kind: 'closed' }
