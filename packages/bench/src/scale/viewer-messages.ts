// What the benchmark and the process of the browsers say to each other.
import type { Spread } from './percentiles.ts'

export interface ViewOrder {
  readonly port: number
  readonly browsers: number
  readonly clusters: readonly string[]
}

/** What the browsers saw since they came. */
export interface Views {
  readonly seconds: number
  readonly requests: number
  /** Answered with 304. */
  readonly unchanged: number
  readonly failures: readonly string[]
  readonly bodyBytes: number
  readonly eventBytes: number
  /** Of the browsers' own requests, in ms, by route. */
  readonly byRoute: Readonly<Record<string, Spread>>
  readonly all: Spread
}

export type ViewerAsk =
  | { readonly kind: 'open'; readonly order: ViewOrder }
  | { readonly kind: 'views' }
  | { readonly kind: 'close' }
export type ViewerAnswer =
  | { readonly kind: 'open' }
  | { readonly kind: 'views'; readonly views: Views }
  | { readonly kind: 'closed' }
