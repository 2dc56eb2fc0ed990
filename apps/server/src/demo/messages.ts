// What the console and the thread of the simulated fleet say to each other.
import type { DemoCluster, PastSeries } from '@perigee/fleet'
import type { DemoScenarioState } from '../facts/state.ts'

export type FromFleet =
  | { readonly kind: 'ready'; readonly clusters: readonly DemoCluster[]; readonly past: readonly PastSeries[] }
  | { readonly kind: 'scenarios'; readonly scenarios: readonly DemoScenarioState[] }
  | { readonly kind: 'acted'; readonly id: number; readonly known: boolean }

export type ToFleet =
  | { readonly kind: 'act'; readonly id: number; readonly scenario: string; readonly action: 'start' | 'stop' }
  | { readonly kind: 'close' }
