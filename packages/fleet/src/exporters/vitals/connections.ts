// Who is connected to a broker: the other brokers, consumers, producers, and whoever really is.
import type { BrokerVitals } from './broker-vitals.ts'

export interface Connections {
  readonly open: number
  /** Since the process began. */
  readonly opened: number
  readonly bySoftware: readonly { readonly name: string; readonly version: string; readonly count: number }[]
}

const JAVA = 'apache-kafka-java'
/** Requests a second that a producer sends on its connection. */
const REQUESTS_PER_PRODUCER = 5
/** A connection stays open for so long, ms. */
const STAYS_MS = 1_800_000

const INTERNAL_VERSIONS: Readonly<Record<string, string>> = { '3.9': '3.9.1', '4.1': '4.1.0', '4.3': '4.3.1' }

export function connectionsOf({ cluster, meter, all, uptimeMs }: BrokerVitals): Connections {
  const others = 2 * Math.max(0, cluster.brokers.size - 1)
  let consumers = 0
  for (const { members } of cluster.groups.values()) consumers += members.length
  const producers = Math.ceil(all.perSecond.produceRequests / REQUESTS_PER_PRODUCER)
  const old = Math.floor(0.2 * (consumers + producers))
  const { release } = cluster.identity
  return {
    open: others + consumers + producers + meter.connectionsOpen,
    opened: Math.floor(((consumers + producers) * uptimeMs) / STAYS_MS) + others + meter.connectionsOpened,
    bySoftware: [
      { name: JAVA, version: INTERNAL_VERSIONS[release] ?? `${release}.0`, count: others },
      { name: JAVA, version: '3.7.2', count: consumers + producers - old },
      // Clients that do not say who they are: older ones, and other libraries.
      { name: 'unknown', version: 'unknown', count: old + meter.connectionsOpen },
    ],
  }
}
