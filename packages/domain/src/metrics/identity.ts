// Whether an endpoint speaks for the node that we think it does. Exporter pages hold no broker id: an address that is one
// port off, or a service before several pods, would give every figure to the wrong broker.
import type { Topology } from '../topology.ts'
import type { Identity, NodeMetrics } from './node-metrics.ts'

export interface IdentityAsk {
  readonly metrics: NodeMetrics
  /** Null: not read yet. */
  readonly topology: Topology | null
  /** start_time of the same target in scrapes before, epoch seconds, oldest first. */
  readonly startTimes: readonly number[]
}

/** Topics come and go, leaders move and scrapes are some seconds apart: so many of a node's partitions may be off. */
const OFF_RATIO = 0.1
const OFF_AT_LEAST = 5

/** Every process starts once: a time that comes back belongs to another one behind the same address. */
const TICK_S = 2

/**
 * Compares counts of leaders and replicas with Metadata's. `unchecked`: the page does not tell them, the node leads and
 * hosts nothing, is not running yet, or there is nothing to compare with. One mismatch may be a moment in which much moves:
 * whoever acts on it waits for the next.
 */
export function identify({ metrics, topology, startTimes }: IdentityAsk): Identity {
  const { values, target } = metrics
  const flapping = flaps(startTimes, values.get('start_time'))
  if (flapping !== null) return { verdict: 'mismatch', reason: flapping }
  if (target.role === 'host' || target.nodeId === null || topology === null) return UNCHECKED
  const told: Told = { leaders: values.get('leaders'), replicas: values.get('partitions') }
  const state = values.get('broker_state')
  if ((told.leaders === undefined && told.replicas === undefined) || (state !== undefined && state !== RUNNING)) {
    return UNCHECKED
  }
  const counts = countsByNode(topology)
  const real = counts.get(target.nodeId) ?? NOTHING
  // A broker that is cut off leads on in its own view, and one that comes back leads nothing yet: only where its replicas
  // are not told do leaders decide.
  if (told.replicas === undefined ? isOff(told.leaders, real.leaders) : isOff(told.replicas, real.replicas)) {
    return { verdict: 'mismatch', reason: mismatch(target.nodeId, { told, real, others: counts }) }
  }
  if (isOff(told.leaders, real.leaders)) return UNCHECKED
  // Zero of both is what every empty node tells.
  return real.leaders + real.replicas > 0 ? { verdict: 'confirmed' } : UNCHECKED
}

const UNCHECKED: Identity = { verdict: 'unchecked' }
/** Of broker_state. */
const RUNNING = 3

interface Counts {
  readonly leaders: number
  readonly replicas: number
}
type Told = { readonly [K in keyof Counts]: number | undefined }

const NOTHING: Counts = { leaders: 0, replicas: 0 }

function isOff(told: number | undefined, real: number): boolean {
  return told !== undefined && Math.abs(told - real) > Math.max(OFF_AT_LEAST, OFF_RATIO * Math.max(told, real))
}

function mismatch(
  nodeId: number,
  { told, real, others }: { told: Told; real: Counts; others: ReadonlyMap<number, Counts> },
): string {
  const page = [
    ...(told.leaders === undefined ? [] : [`${told.leaders} leaders`]),
    ...(told.replicas === undefined ? [] : [`${told.replicas} replicas`]),
  ].join(' and ')
  const fitting = [...others].filter(
    ([id, counts]) => id !== nodeId && !isOff(told.leaders, counts.leaders) && !isOff(told.replicas, counts.replicas),
  )
  const guess = fitting.length === 1 ? `; those are the figures of node ${fitting[0]?.[0]}` : ''
  return `the page tells ${page}, Kafka says ${real.leaders} and ${real.replicas} of node ${nodeId}${guess}`
}

/** Null: it does not. */
function flaps(before: readonly number[], now: number | undefined): string | null {
  if (now === undefined) return null
  const isSame = (time: number) => Math.abs(time - now) <= TICK_S
  const known = before.findIndex(isSame)
  const isBack = known >= 0 && before.slice(known).some((time) => !isSame(time))
  return isBack ? 'several processes answer at this address in turn: their start times alternate' : null
}

const COUNTED = new WeakMap<Topology, ReadonlyMap<number, Counts>>()

/** Every node's, counted once for each reading. */
function countsByNode(topology: Topology): ReadonlyMap<number, Counts> {
  const known = COUNTED.get(topology)
  if (known !== undefined) return known
  const counts = new Map<number, { leaders: number; replicas: number }>()
  const of = (id: number) => {
    const mine = counts.get(id) ?? { leaders: 0, replicas: 0 }
    counts.set(id, mine)
    return mine
  }
  const { leader, replica } = topology.partitions
  for (const id of leader) if (id >= 0) of(id).leaders += 1
  for (const id of replica) of(id).replicas += 1
  COUNTED.set(topology, counts)
  return counts
}
