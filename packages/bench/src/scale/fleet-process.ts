// The fleet in a process of its own, told what to do over the channel to its parent.
import { type Fleet, type FleetCluster, openFleet } from '@perigee/fleet'
import { startChurn } from './churn.ts'
import type { ApiLoad, ExporterAddress, FleetAnswer, FleetAsk } from './fleet-messages.ts'
import { shapeClusters } from './shapes.ts'

const SEED = 4

let fleet: Fleet | null = null
let stopChurn: () => void = () => undefined
let clock: ReturnType<typeof setInterval> | undefined

process.on('message', (ask: FleetAsk) => void answer(ask).then((told) => process.send?.(told)))
process.on('disconnect', () => process.exit(0))

async function answer(ask: FleetAsk): Promise<FleetAnswer> {
  switch (ask.kind) {
    case 'open': {
      const opened = await openFleet({ clusters: shapeClusters(ask.order, Date.now()), seed: SEED })
      fleet = opened
      clock = setInterval(() => opened.advance(), 200)
      return {
        kind: 'opened',
        opened: {
          clusters: opened.clusters.map((cluster) => ({
            name: cluster.world.identity.name,
            bootstrap: cluster.bootstrap().slice(0, 3),
            brokers: cluster.world.brokers.size,
            exporters: exportersOf(cluster),
          })),
        },
      }
    }
    case 'churn':
      stopChurn()
      if (ask.perSecond > 0) stopChurn = startChurn(fleet?.clusters ?? [], ask.perSecond)
      return { kind: 'churning' }
    case 'load':
      return { kind: 'load', load: loadOf(fleet) }
    case 'close':
      stopChurn()
      clearInterval(clock)
      await fleet?.close()
      return { kind: 'closed' }
  }
}

function exportersOf({ nodes }: FleetCluster): ExporterAddress[] {
  return [...nodes].flatMap(([id, one]): ExporterAddress[] => {
    const [url, host] = [one.exporterUrl(), one.hostExporterUrl()]
    const process = one.node.kind === 'broker' ? { broker: id } : { controller: id }
    return [...(url === null ? [] : [{ url, ...process }]), ...(host === null ? [] : [{ url: host, host: id }])]
  })
}

function loadOf(open: Fleet | null): ApiLoad[] {
  const sums = new Map<number, ApiLoad>()
  for (const { nodes } of open?.clusters ?? []) {
    for (const { meter } of nodes.values()) {
      for (const [apiKey, one] of meter.byApi()) {
        const sum = sums.get(apiKey) ?? { apiKey, requests: 0, bytesIn: 0, bytesOut: 0, busyMs: 0 }
        sums.set(apiKey, {
          apiKey,
          requests: sum.requests + one.requests,
          bytesIn: sum.bytesIn + one.bytesIn,
          bytesOut: sum.bytesOut + one.bytesOut,
          busyMs: sum.busyMs + one.busyMs,
        })
      }
    }
  }
  return [...sums.values()]
}
