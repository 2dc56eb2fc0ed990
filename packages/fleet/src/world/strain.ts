// What weighs on a node's process or on its host. Kafka itself is told nothing of it: only its figures show it.
import type { Cluster } from './cluster.ts'

/**
 * slow-disk: writes and reads take many times as long. lossy-network: packets of its host get lost.
 * exhausted-handlers: dear requests keep the request handlers busy. exhausted-network-threads: TLS handshakes or many small
 * answers keep the network threads busy. long-collections: the heap is nearly full, Java stops to collect.
 * starved-cpu: another process takes the host's CPU. cold-reads: a consumer reads old data from disk, the page cache is lost.
 * throttled-clients: clients are over their quota. leaked-files: open files near their limit.
 * overloaded-controller: events queue up before the controller handles them.
 */
export type StrainCause =
  | 'slow-disk'
  | 'lossy-network'
  | 'exhausted-handlers'
  | 'exhausted-network-threads'
  | 'long-collections'
  | 'starved-cpu'
  | 'cold-reads'
  | 'throttled-clients'
  | 'leaked-files'
  | 'overloaded-controller'

/** The weight of all causes on one node. Shares are 0–1. */
export interface Strain {
  /** How many times as long an operation of its disks takes. */
  readonly diskSlowness: number
  readonly packetLoss: number
  /** Share of the request handlers' time, and of the network threads'. */
  readonly handlerWork: number
  readonly networkWork: number
  /** Share of time in which Java stands still, and how much of the heap stays in use after it. */
  readonly collectionShare: number
  readonly heapKept: number
  /** Share of the host's CPU that others take. */
  readonly stolenCpu: number
  readonly coldReadBytesPerSecond: number
  /** Wait that a client over its quota is told to make, in ms. */
  readonly throttleMs: number
  /** Share of its limit of open files. */
  readonly leakedFiles: number
  /** Wait of a controller's event, in ms. */
  readonly controllerQueueMs: number
}

export const NO_STRAIN: Strain = {
  diskSlowness: 1,
  packetLoss: 0,
  handlerWork: 0,
  networkWork: 0,
  collectionShare: 0,
  heapKept: 0,
  stolenCpu: 0,
  coldReadBytesPerSecond: 0,
  throttleMs: 0,
  leakedFiles: 0,
  controllerQueueMs: 0,
}

const WEIGHTS: Readonly<Record<StrainCause, Partial<Strain>>> = {
  'slow-disk': { diskSlowness: 14 },
  'lossy-network': { packetLoss: 0.04 },
  'exhausted-handlers': { handlerWork: 0.95 },
  'exhausted-network-threads': { networkWork: 0.95 },
  'long-collections': { collectionShare: 0.28, heapKept: 0.94 },
  'starved-cpu': { stolenCpu: 0.92 },
  'cold-reads': { coldReadBytesPerSecond: 150e6 },
  'throttled-clients': { throttleMs: 450 },
  'leaked-files': { leakedFiles: 0.96 },
  'overloaded-controller': { controllerQueueMs: 1_800 },
}

export const STRAIN_CAUSES = Object.keys(WEIGHTS) as readonly StrainCause[]

/** What weighs on a node, by id: broker or controller. */
export function strainOf({ strains }: Cluster, nodeId: number): Strain {
  const causes = strains.get(nodeId)
  if (causes === undefined || causes.size === 0) return NO_STRAIN
  return Object.assign({}, NO_STRAIN, ...[...causes].map((cause) => WEIGHTS[cause]))
}
