// What consumers tell each other through their group: ConsumerProtocolSubscription.json and
// ConsumerProtocolAssignment.json, versions 0 to 3. A version stands before the message, as int16.
import { array, from, int32, nullableBytes, nullableString, string, struct } from '../../wire/index.ts'
import { Writer } from '../../wire/writer.ts'

export type ConsumerProtocolVersion = 0 | 1 | 2 | 3

const owned = struct({ topic: string, partitions: array(int32) })

const SUBSCRIPTION = struct({
  topics: array(string),
  userData: nullableBytes,
  ownedPartitions: from(1, array(owned)),
  generationId: from(2, int32, -1),
  rackId: from(3, nullableString),
})

const ASSIGNMENT = struct({ assignedPartitions: array(owned), userData: nullableBytes })

export interface Subscription {
  readonly topics: readonly string[]
  /** What the member has when it joins; empty for assignors that give up everything first. */
  readonly owned: ReadonlyMap<string, readonly number[]>
  readonly generationId: number
  readonly rack: string | null
}

export function writeSubscription(version: ConsumerProtocolVersion, said: Subscription): Buffer {
  const { topics, generationId, rack: rackId } = said
  const value = { topics, userData: null, ownedPartitions: listed(said.owned), generationId, rackId }
  return versioned(version, (writer) => SUBSCRIPTION.codec({ version, isFlexible: false }).write(writer, value))
}

export function writeAssignment(
  version: ConsumerProtocolVersion,
  assigned: ReadonlyMap<string, readonly number[]>,
): Buffer {
  const value = { assignedPartitions: listed(assigned), userData: null }
  return versioned(version, (writer) => ASSIGNMENT.codec({ version, isFlexible: false }).write(writer, value))
}

function listed(partitions: ReadonlyMap<string, readonly number[]>) {
  return [...partitions].map(([topic, indexes]) => ({ topic, partitions: indexes }))
}

function versioned(version: number, write: (writer: Writer) => void): Buffer {
  const writer = new Writer()
  writer.int16(version)
  write(writer)
  return writer.finish()
}
