import { OFFLINE, RACK_VIOLATION, UNKNOWN } from '../assessment.ts'
import { REPLICA_IN_SYNC } from '../topology.ts'
import { MIN_ISR_NOT_KNOWN } from './min-isr.ts'
import type { Work } from './work.ts'

/** What all partitions together withstand and still take writes with acks=all. Counts replicas only, not the quorum. */
export interface Endurance {
  /** Any this many brokers may fail. 0 = none, or some partition refuses writes already. Null = not known. */
  readonly anyBrokers: number | null
  /** Whether any one rack may fail; null = not known or no racks. */
  readonly anyRack: boolean | null
  readonly anyDataCentre: boolean | null
}

/** Collects row by row; {@link enduranceOf} closes it. */
export interface EnduranceTally {
  brokers: number
  rack: number
  dataCentre: number
  /** Upper bounds from partitions whose min ISR is not known: it is at least 1. */
  unknownBrokers: number
  unknownSeen: boolean
}

export function openEndurance(): EnduranceTally {
  const most = Number.POSITIVE_INFINITY
  return { brokers: most, rack: most, dataCentre: most, unknownBrokers: most, unknownSeen: false }
}

/**
 * A partition takes writes as long as min ISR of its in-sync replicas live (a leader can then be elected among them), so
 * the worst choice of k brokers stops it when k > in sync − min ISR, and a rack when it holds more than that of them.
 */
export function addRows(work: Work, tally: EnduranceTally, [from, to]: readonly [number, number]): void {
  const { partitions } = work.topology
  for (let row = from; row < to; row += 1) {
    const flags = work.flags[row] as number
    if (flags & UNKNOWN) {
      tally.unknownSeen = true
      continue
    }
    const start = partitions.firstReplica[row] as number
    const end = partitions.firstReplica[row + 1] as number
    const live = flags & OFFLINE ? 0 : liveInSync(work, start, end)
    const minIsr = work.minIsr[row] as number
    if (minIsr === MIN_ISR_NOT_KNOWN) {
      tally.unknownSeen = true
      tally.unknownBrokers = Math.min(tally.unknownBrokers, live - 1)
      continue
    }
    const spare = live - minIsr
    tally.brokers = Math.min(tally.brokers, spare)
    if (work.rackCount > 1) tally.rack = Math.min(tally.rack, spare - inOneRack(work, row, live))
    if (work.dataCentreCount > 1) {
      tally.dataCentre = Math.min(tally.dataCentre, spare - mostTogether(work, [start, end], work.dataCentre))
    }
  }
}

/** Most live in-sync replicas in one rack: one each where racks are not shared and there are enough of them. */
function inOneRack(work: Work, row: number, live: number): number {
  const { firstReplica } = work.topology.partitions
  const start = firstReplica[row] as number
  const end = firstReplica[row + 1] as number
  const apart = work.racksKnown && end - start <= work.rackCount && ((work.flags[row] as number) & RACK_VIOLATION) === 0
  return apart ? Math.min(1, live) : mostTogether(work, [start, end], work.rack)
}

function isLiveInSync(work: Work, slot: number): boolean {
  const inSync = (work.topology.partitions.replicaFlags[slot] as number) & REPLICA_IN_SYNC
  return inSync !== 0 && work.live[work.slotBroker[slot] as number] === 1
}

function liveInSync(work: Work, start: number, end: number): number {
  let live = 0
  for (let slot = start; slot < end; slot += 1) if (isLiveInSync(work, slot)) live += 1
  return live
}

/** Most live in-sync replicas whose brokers share a rack (or data centre). */
function mostTogether(work: Work, [start, end]: readonly [number, number], groups: Int16Array): number {
  const groupOf = (slot: number) => groups[work.slotBroker[slot] as number] as number
  let most = 0
  for (let slot = start; slot < end; slot += 1) {
    if (!isLiveInSync(work, slot)) continue
    const group = groupOf(slot)
    let together = 1
    for (let other = slot + 1; group >= 0 && other < end; other += 1) {
      if (isLiveInSync(work, other) && groupOf(other) === group) together += 1
    }
    if (together > most) most = together
  }
  return most
}

export function enduranceOf(work: Work, tally: EnduranceTally): Endurance {
  const brokers = Math.min(tally.brokers, tally.unknownBrokers)
  const anyBrokers = brokers <= 0 ? 0 : tally.unknownSeen ? null : Math.min(brokers, Math.max(work.liveCount - 1, 0))
  const group = (spare: number, known: boolean) => {
    if (!known) return null
    return spare < 0 || brokers < 0 ? false : tally.unknownSeen ? null : true
  }
  return {
    anyBrokers,
    anyRack: group(tally.rack, work.racksKnown && work.rackCount > 1),
    anyDataCentre: group(tally.dataCentre, work.racksKnown && work.dataCentreCount > 1),
  }
}
