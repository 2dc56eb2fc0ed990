// Mutated bytes against one decoder: it may give a value or its own typed error, soon, and without taking memory.

import { seededRandom } from '../world/random.ts'
import { createMutator } from './mutate.ts'

export interface DecoderTarget {
  readonly name: string
  /** Valid bytes. */
  readonly samples: readonly Buffer[]
  decode(bytes: Buffer): unknown
  /** Errors that the decoder promises; anything else is a defect. */
  isTyped(error: unknown): boolean
}

export interface Complaint {
  readonly target: string
  readonly what: 'untyped error' | 'slow' | 'memory'
  readonly detail: string
  /** The bytes that did it, in hexadecimal digits. */
  readonly hex: string
}

export interface DecoderReport {
  readonly target: string
  readonly frames: number
  /** Frames that still were a message; the rest was refused. */
  readonly decoded: number
  readonly tookMs: number
  readonly complaints: readonly Complaint[]
}

/** Far above what any frame of some kilobytes takes, far below a hang. */
const SLOW_MS = 500
/** No frame here is larger than some kilobytes: whoever takes this much believed a length. */
const GREEDY_BYTES = 32 << 20
const MOST_COMPLAINTS = 5

/** Equal seeds give equal frames. */
export async function fuzzDecoder(
  target: DecoderTarget,
  { frames, seed }: { readonly frames: number; readonly seed: number },
): Promise<DecoderReport> {
  const mutator = createMutator(seededRandom(seed).fork(target.name))
  const complaints: Complaint[] = []
  const startedAt = performance.now()
  let decoded = 0
  // A stack for each refusal would cost more than the decoding.
  const stackFrames = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  for (let i = 0; i < frames && complaints.length < MOST_COMPLAINTS; i += 1) {
    const bytes = mutator.next(target.samples)
    const complain = (what: Complaint['what'], detail: string) =>
      complaints.push({ target: target.name, what, detail, hex: bytes.toString('hex') })
    // Asking for the memory costs more than a frame: a sample of them, and every one that took its time.
    const isWeighed = i % 64 === 0
    const heldBefore = isWeighed ? held() : 0
    const began = performance.now()
    try {
      const value = target.decode(bytes)
      if (value instanceof Promise) await value
      decoded += 1
    } catch (error) {
      if (!target.isTyped(error)) complain('untyped error', await stackOf(target, { bytes, error, stackFrames }))
    }
    const tookMs = performance.now() - began
    if (tookMs > SLOW_MS && (await isSlow(target, bytes))) complain('slow', `${Math.round(tookMs)} ms`)
    if (isWeighed && held() - heldBefore > GREEDY_BYTES) complain('memory', `${held() - heldBefore} bytes`)
  }
  Error.stackTraceLimit = stackFrames
  return { target: target.name, frames, decoded, tookMs: performance.now() - startedAt, complaints }
}

/** Decodes once more, to see where. */
async function stackOf(
  target: DecoderTarget,
  { bytes, error, stackFrames }: { bytes: Buffer; error: unknown; stackFrames: number },
): Promise<string> {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = stackFrames
  try {
    await target.decode(bytes)
    return `${error} (not the second time)`
  } catch (again) {
    return again instanceof Error ? `${again.stack}` : String(again)
  } finally {
    Error.stackTraceLimit = limit
  }
}

/** Once more: the first time it may have been the machine. */
async function isSlow(target: DecoderTarget, bytes: Buffer): Promise<boolean> {
  const began = performance.now()
  try {
    await target.decode(bytes)
  } catch {
    // Only the time counts here.
  }
  return performance.now() - began > SLOW_MS
}

function held(): number {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  return heapUsed + external + arrayBuffers
}

/** The same bytes with every length in them, one after the other, made as large as it can be. */
export function* lengthLies(sample: Buffer): Generator<Buffer> {
  for (let at = 0; at < sample.length; at += 1) {
    const long = Buffer.from(sample)
    if (at + 4 <= long.length) {
      long.writeInt32BE(0x7fff_ffff, at)
      yield long
    }
    yield Buffer.concat([sample.subarray(0, at), Buffer.from('ffffffff0f', 'hex'), sample.subarray(at + 1)])
  }
}
