import { type MetricKey, metricKey, type Provenance } from '@perigee/domain'

/** The one metric that is no series of any page. */
export const NETWORK_BUSY = 'node_net_busy'
const SPEED = 'node_net_speed/'

/**
 * Share of a device's capacity that is used, of the fuller direction: each has the whole of it. Devices that tell no speed
 * (node_exporter: 0, -1 or nothing) have none.
 */
export function deriveNetworkBusy(values: Map<MetricKey, number>, provenance: Map<string, Provenance>): void {
  for (const [key, speed] of [...values]) {
    if (!key.startsWith(SPEED) || !(speed > 0)) continue
    provenance.set(NETWORK_BUSY, 'derived')
    const device = key.slice(SPEED.length)
    const told = ['node_net_rx', 'node_net_tx'].flatMap((one) => values.get(metricKey(one, device)) ?? [])
    // Rates need a second page.
    if (told.length > 0) values.set(metricKey(NETWORK_BUSY, device), Math.max(...told) / speed)
  }
}
