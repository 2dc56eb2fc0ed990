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

/** Changes an answer's frame (size, correlation id, body) as the faults say; the first that ends the connection wins. */
export function deliver(frame: Buffer, struck: readonly Fault[]): Delivery {
  let delivery: Delivery = { bytes: frame, delayMs: 0, bytesPerSecond: null, afterwards: 'go-on' }
  for (const fault of struck) delivery = apply(delivery, fault)
  return delivery
}

function apply(delivery: Delivery, fault: Fault): Delivery {
  const { bytes, delayMs } = delivery
  switch (fault.kind) {
    case 'reset':
      return { ...delivery, bytes: Buffer.alloc(0), afterwards: 'reset' }
    case 'hang-in-answer':
      return { ...delivery, bytes: bytes.subarray(0, fault.afterBytes), afterwards: 'hang' }
    case 'cut-in-answer':
      return { ...delivery, bytes: bytes.subarray(0, fault.afterBytes), afterwards: 'end' }
    case 'slow':
      return { ...delivery, bytesPerSecond: fault.bytesPerSecond }
    case 'late':
    case 'throttle':
      return { ...delivery, delayMs: delayMs + fault.byMs }
    case 'garbage':
      return { ...delivery, bytes: noise(bytes) }
    case 'wrong-correlation-id': {
      const changed = Buffer.from(bytes)
      changed.writeInt32BE((changed.readInt32BE(4) ^ 0x5a5a5a5a) | 0, 4)
      return { ...delivery, bytes: changed }
    }
    case 'oversized': {
      const changed = Buffer.from(bytes)
      changed.writeInt32BE(fault.claimedBytes, 0)
      return { ...delivery, bytes: changed }
    }
    case 'hang-after-accept':
    case 'version-lie':
    case 'authentication-failure':
      return delivery
  }
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
