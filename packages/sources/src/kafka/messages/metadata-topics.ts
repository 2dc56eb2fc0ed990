import type { Topology, TopologyColumns } from '@perigee/domain'
import { allocateColumns, REPLICA_IN_SYNC, REPLICA_OFFLINE, topologyOfColumns } from '@perigee/domain'
import type { Pause } from '../wire/pause.ts'
import { sortInSlices } from '../wire/sort-in-slices.ts'
import { WireError, type WireReader } from '../wire/wire-reader.ts'

export interface TopicsPart {
  /** `fromBroker` is −1 here: the caller knows whom it asked. */
  readonly topology: Topology
}

/** Where each topic lies in the answer, so that columns can be filled in sorted order without objects per partition. */
interface TopicPlace {
  readonly name: string
  readonly id: string | null
  readonly error: number
  readonly isInternal: boolean
  readonly partitionsAt: number
  readonly partitions: number
}

interface Survey {
  readonly places: TopicPlace[]
  readonly partitions: number
  readonly slots: number
}

/** How many partitions are handled between two looks at the clock. */
const STRIDE = 128
/** More than this is no answer of a Kafka cluster; flags take time in the square of it. */
const MOST_REPLICAS = 1_000

/*
  topics => error_code name v10+ topic_id is_internal partitions v8+ authorized_operations
  partitions => error_code partition_index leader_id v7+ leader_epoch [replica_nodes] [isr_nodes] v5+ [offline_replicas]
*/
/** First pass: counts and places. Also all that the cross-check of another broker's metadata needs. */
export async function surveyTopics(reader: WireReader, version: number, pause: Pause): Promise<Survey> {
  const places: TopicPlace[] = []
  const totals = { partitions: 0, slots: 0 }
  const count = reader.count(8)
  for (let t = 0; t < count; t += 1) {
    const error = reader.errorCode()
    const name = reader.string()
    const id = version >= 10 ? reader.uuid() : null
    const isInternal = reader.boolean()
    const partitionsAt = reader.position
    const partitions = reader.count(14)
    for (let p = 0; p < partitions; p += 1) {
      totals.slots += skipPartition(reader, version)
      if (p % STRIDE === 0 && pause.due()) await pause.take()
    }
    totals.partitions += partitions
    if (version >= 8) reader.int32()
    reader.endStruct()
    places.push({ name, id, error, isInternal, partitionsAt, partitions })
    if (t % STRIDE === 0 && pause.due()) await pause.take()
  }
  return { places, ...totals }
}

function skipPartition(reader: WireReader, version: number): number {
  reader.skip(version >= 7 ? 14 : 10)
  const replicas = reader.count(4)
  if (replicas > MOST_REPLICAS) throw new WireError(`a partition has ${replicas} replicas`)
  reader.skip(replicas * 4)
  reader.skipInt32s()
  if (version >= 5) reader.skipInt32s()
  reader.endStruct()
  return replicas
}

/** Two passes over the bytes: the first finds counts and places, the second fills columns in sorted order. */
export async function decodeTopology(reader: WireReader, version: number, pause: Pause): Promise<TopicsPart> {
  const survey = await surveyTopics(reader, version, pause)
  const end = reader.position
  const places = await inNameOrder(survey.places, pause)
  const partitions = places.reduce((sum, place) => sum + place.partitions, 0)
  const columns = allocateColumns(places.length, partitions, survey.slots)
  const fill = { reader, version, columns, row: 0, slot: 0 }
  for (let t = 0; t < places.length; t += 1) {
    const place = places[t] as TopicPlace
    columns.internal[t] = place.isInternal ? 1 : 0
    columns.errors[t] = place.error
    columns.firstRow[t] = fill.row
    const order = await partitionsById(reader, place, { version, pause })
    for (let p = 0; p < order.length; p += 1) {
      reader.position = order[p] as number
      fillPartition(fill, t)
      if (p % STRIDE === 0 && pause.due()) await pause.take()
    }
  }
  reader.position = end
  columns.firstRow[places.length] = fill.row
  columns.firstReplica[fill.row] = fill.slot
  // Of topics named twice only the last was kept: its replicas are fewer than the survey counted.
  const kept = {
    ...columns,
    replica: columns.replica.subarray(0, fill.slot),
    replicaFlags: columns.replicaFlags.subarray(0, fill.slot),
  }
  return { topology: topologyOfColumns({ fromBroker: -1, topics: places, columns: kept }) }
}

function fillPartition(
  fill: { reader: WireReader; version: number; columns: TopologyColumns; row: number; slot: number },
  topic: number,
): void {
  const { reader, version, columns, row } = fill
  columns.topic[row] = topic
  columns.error[row] = reader.errorCode()
  columns.id[row] = reader.int32()
  columns.leader[row] = reader.int32()
  columns.leaderEpoch[row] = version >= 7 ? reader.int32() : -1
  columns.firstReplica[row] = fill.slot
  const first = fill.slot
  const replicas = reader.count(4)
  for (let i = 0; i < replicas; i += 1) columns.replica[first + i] = reader.int32()
  fill.slot = first + replicas
  flagReplicas(reader, columns, { first, end: fill.slot, bit: REPLICA_IN_SYNC })
  if (version >= 5) flagReplicas(reader, columns, { first, end: fill.slot, bit: REPLICA_OFFLINE })
  fill.row = row + 1
}

function flagReplicas(
  reader: WireReader,
  columns: TopologyColumns,
  slots: { first: number; end: number; bit: number },
): void {
  const named = reader.count(4)
  if (named > MOST_REPLICAS) throw new WireError(`a partition names ${named} replicas`)
  for (let i = 0; i < named; i += 1) {
    const broker = reader.int32()
    for (let slot = slots.first; slot < slots.end; slot += 1) {
      if (columns.replica[slot] !== broker) continue
      columns.replicaFlags[slot] = (columns.replicaFlags[slot] as number) | slots.bit
      break
    }
  }
}

/** Byte places of the partitions in order of their ids. Brokers send them in any order. */
async function partitionsById(
  reader: WireReader,
  place: TopicPlace,
  context: { version: number; pause: Pause },
): Promise<Uint32Array> {
  reader.position = place.partitionsAt
  const count = reader.count(14)
  const at = new Uint32Array(count)
  const ids = new Int32Array(count)
  let dense = true
  const placed = new Uint8Array(count)
  for (let p = 0; p < count; p += 1) {
    at[p] = reader.position
    const id = reader.bytes.readInt32BE(reader.position + 2)
    ids[p] = id
    if (id < 0 || id >= count || placed[id] === 1) dense = false
    else placed[id] = 1
    skipPartition(reader, context.version)
    if (p % STRIDE === 0 && context.pause.due()) await context.pause.take()
  }
  const ordered = new Uint32Array(count)
  if (dense) for (let p = 0; p < count; p += 1) ordered[ids[p] as number] = at[p] as number
  else
    [...at.keys()]
      .sort((a, b) => (ids[a] as number) - (ids[b] as number))
      .forEach((p, i) => {
        ordered[i] = at[p] as number
      })
  return ordered
}

/** Sorted by name; of entries with the same name the last is kept, entries without a name are dropped. */
async function inNameOrder(places: readonly TopicPlace[], pause: Pause): Promise<TopicPlace[]> {
  const byName = new Map(places.map((place) => [place.name, place]))
  byName.delete('')
  return sortInSlices([...byName.values()], (a, b) => (a.name < b.name ? -1 : 1), pause)
}
