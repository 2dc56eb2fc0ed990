// What a broker's load and what weighs on it make of its threads, disks, network and requests: the one model behind every
// figure of its exporter and of its host.
import type { Broker } from '../../world/broker.ts'
import { loadOf } from '../../world/broker-load.ts'
import type { Cluster } from '../../world/cluster.ts'
import { type Strain, strainOf } from '../../world/strain.ts'
import type { Stage } from './stage.ts'

/** Shares are 0–1, times ms, rates per second. */
export interface Pressure {
  readonly handlerIdle: number
  readonly networkIdle: number
  readonly requestQueueSize: number
  readonly responseQueueSize: number
  /** Of the process, and of the whole host. */
  readonly processCpu: number
  readonly hostCpu: number
  readonly ioWait: number
  readonly diskBusy: number
  readonly diskWriteMs: number
  readonly diskReadMs: number
  readonly diskReadBytesPerSecond: number
  readonly diskWriteBytesPerSecond: number
  readonly packetLoss: number
  readonly collectionShare: number
  readonly heapKept: number
  /** Stages that are the broker's own work. */
  readonly queue: Stage
  readonly local: Stage
  readonly responseQueue: Stage
  readonly send: Stage
  readonly throttle: Stage
  /** Local time of a fetch that finds its records on disk only, with its share of all fetches. */
  readonly coldFetch: { readonly typical: number; readonly share: number } | null
  /** From a record at its leader until this broker has fetched it as a follower. */
  readonly followMs: number
  readonly flushMs: number
}

const HANDLER_USE = 0.16
const NETWORK_USE = 0.12
const DISK_USE = 0.1
const DISK_BYTES_PER_SECOND = 180e6
const MOST_QUEUED = 500
/** A lost packet is sent again after so long, ms. */
const RETRANSMIT_MS = 220
const PAUSE_MS = 420
const WARM_UP_MS = 45_000

/** How long a queue before a server is that is in use for a share of its time, in units of one service. */
function waiting(use: number): number {
  const capped = Math.min(0.99, use)
  return capped / (1 - capped)
}

export function pressureOn(cluster: Cluster, broker: Broker): Pressure {
  const strain = strainOf(cluster, broker.id)
  const bytesPerSecond = loadOf(cluster, broker.id)
  const share = cluster.usualLoad === 0 ? 0 : bytesPerSecond / cluster.usualLoad
  const slowness = broker.slowMs / (broker.slowMs + 200)
  const starving = 1 / (1 - 0.8 * strain.stolenCpu)
  const handlerUse = Math.min(0.998, HANDLER_USE * share * starving + strain.handlerWork + 0.6 * slowness + 0.01)
  const networkUse = Math.min(0.998, NETWORK_USE * share * starving + strain.networkWork + 0.4 * slowness + 0.005)
  const disk = diskOf(strain, { share, bytesPerSecond })
  const own = stagesOf(cluster, broker, { strain, handlerUse, networkUse, diskWriteMs: disk.diskWriteMs })
  const processCpu =
    (0.01 + 0.13 * share + 0.2 * (strain.handlerWork + strain.networkWork) + 0.5 * strain.collectionShare) / starving
  return {
    handlerIdle: 1 - handlerUse,
    networkIdle: 1 - networkUse,
    requestQueueSize: handlerUse < 0.5 ? 0 : Math.min(MOST_QUEUED, Math.round(waiting(handlerUse) * 3)),
    responseQueueSize: networkUse < 0.5 ? 0 : Math.round(waiting(networkUse)),
    processCpu: Math.min(0.97, processCpu),
    hostCpu: Math.min(0.985, processCpu + 0.02 + strain.stolenCpu),
    ioWait: 0.4 * Math.max(0, disk.diskBusy - 0.5) * (1 - Math.min(1, processCpu + strain.stolenCpu)),
    ...disk,
    packetLoss: strain.packetLoss,
    collectionShare: 0.0003 + 0.0006 * share + strain.collectionShare,
    heapKept: Math.max(0.28, strain.heapKept),
    ...own,
    throttle:
      strain.throttleMs === 0 ? { typical: 0 } : { typical: 0, slow: { typical: strain.throttleMs, share: 0.4 } },
    coldFetch: strain.coldReadBytesPerSecond === 0 ? null : { typical: disk.diskReadMs * 8, share: 0.3 },
    followMs: own.local.typical + RETRANSMIT_MS * 8 * strain.packetLoss + PAUSE_MS * 0.5 * strain.collectionShare,
    flushMs: 4 * disk.diskWriteMs,
  }
}

function diskOf(strain: Strain, { share, bytesPerSecond }: { share: number; bytesPerSecond: number }) {
  const coldBytes = strain.coldReadBytesPerSecond
  const use = (DISK_USE * (0.2 + share) + coldBytes / DISK_BYTES_PER_SECOND) * strain.diskSlowness
  const diskBusy = Math.min(0.99, use)
  // A device takes requests side by side: its queue grows later than its busy time says.
  const queued = 1 + 0.25 * Math.min(20, waiting(use))
  return {
    diskBusy,
    diskWriteMs: 0.8 * strain.diskSlowness * queued,
    diskReadMs: 0.6 * strain.diskSlowness * queued,
    diskReadBytesPerSecond: 0.002 * bytesPerSecond + coldBytes,
    diskWriteBytesPerSecond: bytesPerSecond * 0.7 + 20_000,
  }
}

interface Inputs {
  readonly strain: Strain
  readonly handlerUse: number
  readonly networkUse: number
  readonly diskWriteMs: number
}

function stagesOf(cluster: Cluster, broker: Broker, { strain, handlerUse, networkUse, diskWriteMs }: Inputs) {
  // A process that has just begun has everything to load and to compile.
  const warming = 1 + 3 * Math.exp(-Math.max(0, cluster.now - broker.startedAt) / WARM_UP_MS)
  const starving = 1 + 12 * strain.stolenCpu ** 2
  const factor = warming * starving
  const paused = strain.collectionShare
  const stage = (typical: number, slow: Stage['slow'] = undefined): Stage => {
    if (paused === 0) return slow === undefined ? { typical } : { typical, slow }
    return { typical, slow: { typical: typical + PAUSE_MS / 2, share: paused } }
  }
  const lost =
    strain.packetLoss === 0 ? undefined : { typical: RETRANSMIT_MS, share: Math.min(0.5, 8 * strain.packetLoss) }
  return {
    queue: stage((0.05 + 0.5 * waiting(handlerUse)) * factor),
    local: stage(0.5 * factor + 0.4 * Math.max(0, diskWriteMs - 1.5) + broker.slowMs),
    responseQueue: stage((0.03 + 0.4 * waiting(networkUse)) * factor),
    send: stage((0.08 + 0.25 * waiting(networkUse)) * factor + 120 * strain.packetLoss, lost),
  }
}
