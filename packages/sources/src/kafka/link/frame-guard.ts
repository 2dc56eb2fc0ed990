import type { Socket } from 'node:net'

/** Largest answer accepted, in bytes. 100,000 partitions are about 6 MB of metadata. */
export const MAX_ANSWER_BYTES = 64 * 1024 * 1024

/** `HTTP` as a length: another service behind the port, or a proxy. */
const HTTP = 0x48545450

/** What the guard found wrong with the byte stream. */
export type FrameFault = 'tls' | 'length' | 'decoder'

/**
 * Stands between the socket and the library's decoder: it watches the length prefixes, so that no frame can make the
 * decoder buffer without end, and catches what the decoder throws inside the socket's data event, which would otherwise
 * end the process (a negative length prefix does that to @platformatic/kafka 2.12.1).
 * `onFault` is called at most once; nothing is passed on after it.
 */
export function guardFrames(
  socket: Socket,
  options: { readonly maxBytes: number; readonly onFault: (fault: FrameFault, detail: string) => void },
): void {
  const decoders = socket.listeners('data') as ((chunk: Buffer) => void)[]
  socket.removeAllListeners('data')
  const frames = { left: 0, prefix: Buffer.alloc(4), prefixLength: 0, first: true }
  let faulty = false
  const fail = (fault: FrameFault, detail: string) => {
    faulty = true
    options.onFault(fault, detail)
  }
  socket.on('data', (chunk: Buffer) => {
    if (faulty) return
    const fault = inspect(frames, chunk, options.maxBytes)
    if (fault) return fail(fault[0], fault[1])
    try {
      for (const decode of decoders) decode.call(socket, chunk)
    } catch (error) {
      fail('decoder', error instanceof Error ? error.message : 'decoder failed')
    }
  })
}

interface Frames {
  /** Bytes still to come of the current frame. */
  left: number
  readonly prefix: Buffer
  prefixLength: number
  first: boolean
}

function inspect(frames: Frames, chunk: Buffer, maxBytes: number): readonly [FrameFault, string] | null {
  if (frames.first) {
    frames.first = false
    // A TLS record: type 20–23, version 3.x. As a Kafka length it would be 336 MB or more.
    if (chunk.length >= 3 && (chunk[0] as number) >= 0x14 && (chunk[0] as number) <= 0x17 && chunk[1] === 3) {
      return ['tls', 'TLS record']
    }
  }
  let at = 0
  while (at < chunk.length) {
    if (frames.left > 0) {
      const taken = Math.min(frames.left, chunk.length - at)
      frames.left -= taken
      at += taken
      continue
    }
    frames.prefix[frames.prefixLength] = chunk[at] as number
    frames.prefixLength += 1
    at += 1
    if (frames.prefixLength < 4) continue
    frames.prefixLength = 0
    frames.left = frames.prefix.readInt32BE(0)
    if (frames.left === HTTP) return ['length', 'the peer answers in HTTP: this is not a port of Kafka']
    if (frames.left < 4 || frames.left > maxBytes) {
      return ['length', `answer announces a length of ${frames.left} bytes`]
    }
  }
  return null
}
