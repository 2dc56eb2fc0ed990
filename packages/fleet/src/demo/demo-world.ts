// The worlds of the demo: three clusters that an operator might well look after.
import type { ClusterSpec } from '../world/cluster-spec.ts'
import { seededRandom } from '../world/random.ts'
import { edgeSmall } from './clusters/edge-small.ts'
import { ordersLegacy } from './clusters/orders-legacy.ts'
import { paymentsEu } from './clusters/payments-eu.ts'

/** Equal seeds and moments (epoch ms) give equal worlds. */
export function demoWorld({ seed, now }: { seed: number; now: number }): readonly ClusterSpec[] {
  const random = seededRandom(seed)
  return [
    paymentsEu({ random: random.fork('payments-eu'), now }),
    ordersLegacy({ random: random.fork('orders-legacy'), now }),
    edgeSmall({ random: random.fork('edge-small'), now }),
  ]
}

/** Labels as a configuration file would give them to the clusters. */
export const DEMO_LABELS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'payments-eu': { env: 'prod', team: 'payments' },
  'orders-legacy': { env: 'prod', team: 'shop' },
  'edge-small': { env: 'edge', team: 'logistics' },
}
