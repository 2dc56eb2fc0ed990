// All probes of one cluster, a few at a time.
import type { AdvertisedListener, PreflightProbes } from '@perigee/domain'
import { inParallel } from '../kafka/batches.ts'
import { type HttpProbeOptions, probeClock, probePurge, probeService, type Service } from './probe-http.ts'
import { type ListenerProbeOptions, probeListener } from './probe-listener.ts'

const AT_ONCE = 8

export interface ProbePlan {
  readonly listeners: readonly AdvertisedListener[]
  readonly services: readonly Service[]
  /** Whose Date tells the clock of a node: `broker 3`. */
  readonly clocks: readonly { readonly who: string; readonly url: string }[]
  /** AdminServers of ZooKeeper nodes. */
  readonly purges: readonly { readonly address: string; readonly url: string }[]
}

/** Never throws; what could not be found out is a failure in its place. */
export async function runProbes(
  plan: ProbePlan,
  options: ListenerProbeOptions & HttpProbeOptions,
  signal: AbortSignal,
): Promise<PreflightProbes> {
  const listeners = await inParallel(plan.listeners, AT_ONCE, (one) => probeListener(one, options, signal))
  const services = await inParallel(plan.services, AT_ONCE, (one) => probeService(one, options, signal))
  const clocks = await inParallel(plan.clocks, AT_ONCE, ({ who, url }) => probeClock(who, url, options, signal))
  const purges = await inParallel(plan.purges, AT_ONCE, ({ address, url }) => probePurge(address, url, options, signal))
  return {
    listeners,
    services: services.map(({ service }) => service),
    clocks: [...clocks, ...services.map(({ clock }) => clock)].filter((clock) => clock !== null),
    purges,
  }
}
