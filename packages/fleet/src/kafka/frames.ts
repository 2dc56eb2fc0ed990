/** `socket.request.max.bytes`: a broker closes on anything larger. */
const LARGEST_BYTES = 104_857_600

/** Cuts a stream of chunks into frames. Gives null for a size that no broker takes. */
export function createFrameCutter(largestBytes = LARGEST_BYTES) {
  let chunks: Buffer[] = []
  let held = 0
  return {
    push(chunk: Buffer): Buffer[] | null {
      chunks.push(chunk)
      held += chunk.length
      const frames: Buffer[] = []
      while (held >= 4) {
        const head = joined(4)
        const size = head.readInt32BE(0)
        if (size < 0 || size > largestBytes) return null
        if (held < 4 + size) break
        const whole = joined(4 + size)
        frames.push(whole.subarray(4, 4 + size))
        const rest = whole.subarray(4 + size)
        chunks = rest.length > 0 ? [rest, ...chunks.slice(1)] : chunks.slice(1)
        held -= 4 + size
      }
      return frames
    },
  }

  /** The first chunk, made long enough. */
  function joined(bytes: number): Buffer {
    const [first] = chunks
    if (first !== undefined && first.length >= bytes) return first
    let size = 0
    let count = 0
    while (size < bytes) {
      size += chunks[count]?.length ?? bytes
      count += 1
    }
    const whole = Buffer.concat(chunks.slice(0, count))
    chunks = [whole, ...chunks.slice(count)]
    return whole
  }
}
