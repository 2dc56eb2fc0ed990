const LENGTH_BYTES = 4

/** What became of the bytes that arrived. */
export type Framed =
  | { readonly kind: 'frames'; readonly frames: readonly Buffer[] }
  /** A length that is negative or above the limit: no frame boundary is known any more. */
  | { readonly kind: 'oversized' }

/** Cuts a stream of bytes into frames of at most `maxFrameBytes` (`jute.maxbuffer`), holding no more than one of them. */
export class JuteFrames {
  readonly #maxFrameBytes: number
  #chunks: Buffer[] = []
  #heldBytes = 0

  constructor(maxFrameBytes: number) {
    this.#maxFrameBytes = maxFrameBytes
  }

  /** The first four bytes that wait, or null while there are fewer: they may be a four-letter word. */
  peekWord(): string | null {
    return this.#heldBytes < LENGTH_BYTES ? null : this.#joined().toString('latin1', 0, LENGTH_BYTES)
  }

  hold(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#heldBytes += chunk.length
  }

  /** Takes the frames that are complete. */
  take(): Framed {
    const frames: Buffer[] = []
    if (this.#heldBytes < this.#wantedBytes()) return { kind: 'frames', frames }
    let rest = this.#joined()
    while (rest.length >= LENGTH_BYTES) {
      const length = rest.readInt32BE(0)
      if (length < 0 || length > this.#maxFrameBytes) return { kind: 'oversized' }
      if (rest.length < LENGTH_BYTES + length) break
      frames.push(rest.subarray(LENGTH_BYTES, LENGTH_BYTES + length))
      rest = rest.subarray(LENGTH_BYTES + length)
    }
    this.#chunks = rest.length === 0 ? [] : [rest]
    this.#heldBytes = rest.length
    return { kind: 'frames', frames }
  }

  /** Bytes before which looking again is pointless: chunks of one long frame are joined once, not once each. */
  #wantedBytes(): number {
    const first = this.#chunks[0]
    if (first === undefined || first.length < LENGTH_BYTES) return LENGTH_BYTES
    const length = first.readInt32BE(0)
    return length < 0 || length > this.#maxFrameBytes ? 0 : LENGTH_BYTES + length
  }

  #joined(): Buffer {
    const [first] = this.#chunks
    if (this.#chunks.length === 1 && first !== undefined) return first
    const joined = Buffer.concat(this.#chunks)
    this.#chunks = [joined]
    return joined
  }
}
