// What a partition remembers of idempotent producers (KIP-98): their epoch and their last five batches, so that a repeat
// is answered with the first answer and a gap is refused.
import type { BatchHeader } from './batch-header.ts'

/** As many as a producer may have in flight. */
const BATCHES_KEPT = 5
/** Kafka forgets producers after a day; a bound on their number keeps memory bounded whatever clients do. */
const PRODUCERS_KEPT = 1_000
const LARGEST_SEQUENCE = 0x7fffffff

const OUT_OF_ORDER_SEQUENCE_NUMBER = 45
const INVALID_PRODUCER_EPOCH = 47

export type SequenceVerdict =
  | { readonly kind: 'next' }
  /** Taken before: at this offset. */
  | { readonly kind: 'duplicate'; readonly baseOffset: bigint; readonly appendTimeMs: number }
  | { readonly kind: 'refused'; readonly errorCode: number; readonly message: string }

interface TakenBatch {
  readonly firstSequence: number
  readonly lastSequence: number
  readonly baseOffset: bigint
  readonly appendTimeMs: number
}

interface ProducerState {
  epoch: number
  batches: TakenBatch[]
}

export class ProducerStates {
  readonly #states = new Map<bigint, ProducerState>()

  /** Judges a batch before it is appended. Errors: 45, 47. Source: ProducerStateManager, ProducerAppendInfo. */
  check(header: BatchHeader): SequenceVerdict {
    if (header.producerId < 0n) return NEXT
    const state = this.#states.get(header.producerId)
    // Nothing known of it: any sequence will do, as after the records of a producer were deleted.
    if (state === undefined) return NEXT
    const { producerId, producerEpoch, baseSequence } = header
    if (producerEpoch < state.epoch) {
      const message = `Epoch of producer ${producerId} is ${producerEpoch}, which is smaller than the last seen epoch ${state.epoch}`
      return { kind: 'refused', errorCode: INVALID_PRODUCER_EPOCH, message }
    }
    const again = producerEpoch === state.epoch ? repeated(state, header) : undefined
    if (again !== undefined)
      return { kind: 'duplicate', baseOffset: again.baseOffset, appendTimeMs: again.appendTimeMs }
    const expected = producerEpoch === state.epoch ? following(state.batches.at(-1)?.lastSequence ?? -1) : 0
    if (baseSequence === expected) return NEXT
    const message = `Out of order sequence number for producer ${producerId}: ${baseSequence} (incoming seq. number), ${expected} expected`
    return { kind: 'refused', errorCode: OUT_OF_ORDER_SEQUENCE_NUMBER, message }
  }

  /** Remembers a batch that was appended. */
  appended(header: BatchHeader, { baseOffset, appendTimeMs }: { baseOffset: bigint; appendTimeMs: number }): void {
    if (header.producerId < 0n) return
    const known = this.#states.get(header.producerId)
    const batches = known?.epoch === header.producerEpoch ? known.batches : []
    const taken = { firstSequence: header.baseSequence, lastSequence: lastSequenceOf(header), baseOffset, appendTimeMs }
    // Set anew, so that the map's order is the order of use and its first entry the longest idle.
    this.#states.delete(header.producerId)
    this.#states.set(header.producerId, {
      epoch: header.producerEpoch,
      batches: [...batches, taken].slice(-BATCHES_KEPT),
    })
    const [oldest] = this.#states.keys()
    if (this.#states.size > PRODUCERS_KEPT && oldest !== undefined) this.#states.delete(oldest)
  }

  /** Producers that it remembers, the longest idle first, each with its last batch (DescribeProducers, KIP-664). */
  active(): { producerId: bigint; epoch: number; lastSequence: number; lastTimestampMs: number }[] {
    return Array.from(this.#states, ([producerId, { epoch, batches }]) => {
      const last = batches.at(-1)
      return { producerId, epoch, lastSequence: last?.lastSequence ?? -1, lastTimestampMs: last?.appendTimeMs ?? -1 }
    })
  }
}

const NEXT: SequenceVerdict = { kind: 'next' }

function repeated(state: ProducerState, header: BatchHeader): TakenBatch | undefined {
  const last = lastSequenceOf(header)
  return state.batches.find((taken) => taken.firstSequence === header.baseSequence && taken.lastSequence === last)
}

/** Sequences run from 0 to 2^31-1 and begin again. */
function lastSequenceOf({ baseSequence, lastOffsetDelta }: BatchHeader): number {
  return (baseSequence + lastOffsetDelta) % (LARGEST_SEQUENCE + 1)
}

function following(sequence: number): number {
  return sequence === LARGEST_SEQUENCE ? 0 : sequence + 1
}
