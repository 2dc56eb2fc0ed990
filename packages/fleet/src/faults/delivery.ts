// How an answer leaves when faults strike it.
import type { Fault } from './fault.ts'

export interface Delivery {
  readonly bytes: Buffer
  readonly delayMs: number
  /** Null: as fast as the socket takes it. */
  readonly bytesPerSecond: number | null
  /** What happens to the connection once the bytes are out. */
  readonly afterwards: 'go-on' | 'hang' | 'end' | 'reset'
}

/** Changes an answer's frame (size, correlation id, body) as the faults say; of those that end it the first wins. */
export function deliver(frame: Buffer, struck: readonly Fault[]): Delivery {
  // The bytes are spoilt before any are held back: faults mean the same in whatever order they were laid.
  const bytes = struck.reduce(spoilt, frame)
  const delivery: Delivery = { bytes, delayMs: 0, bytesPerSecond: null, afterwards: 'go-on' }
  return endedBy(struck, struck.reduce(retarded, delivery))
}

function spoilt(bytes: Buffer, fault: Fault): Buffer {
  if (fault.kind === 'garbage') return noise(bytes)
  if (fault.kind !== 'wrong-correlation-id' && fault.kind !== 'oversized') return bytes
  const changed = Buffer.from(bytes)
  if (fault.kind === 'oversized') changed.writeInt32BE(fault.claimedBytes, 0)
  else changed.writeInt32BE(changed.readInt32BE(4) ^ 0x5a5a5a5a, 4)
  return changed
}

function retarded(delivery: Delivery, fault: Fault): Delivery {
  if (fault.kind === 'slow') return { ...delivery, bytesPerSecond: fault.bytesPerSecond }
  if (fault.kind !== 'late' && fault.kind !== 'throttle') return delivery
  return { ...delivery, delayMs: delivery.delayMs + fault.byMs }
}

function endedBy(struck: readonly Fault[], delivery: Delivery): Delivery {
  const { bytes } = delivery
  for (const fault of struck) {
    if (fault.kind === 'reset') return { ...delivery, bytes: Buffer.alloc(0), afterwards: 'reset' }
    if (fault.kind === 'hang-in-answer') {
      return { ...delivery, bytes: bytes.subarray(0, fault.afterBytes), afterwards: 'hang' }
    }
    if (fault.kind === 'cut-in-answer') {
      return { ...delivery, bytes: bytes.subarray(0, fault.afterBytes), afterwards: 'end' }
    }
  }
  return delivery
}

/** Size and correlation id stay; what follows is the same noise each time. */
function noise(frame: Buffer): Buffer {
  const changed = Buffer.from(frame)
  let state = frame.length >>> 0
  for (let i = 8; i < changed.length; i += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    changed[i] = state >>> 24
  }
  return changed
}
