import { connect, type Socket } from 'node:net'
import { API_VERSIONS } from '../apis/api-versions.ts'
import type { AnyApi } from '../apis/index.ts'
import { Writer } from '../wire/writer.ts'

/** How a connection ended, as the client saw it. */
export type Ending = 'open' | 'ended' | 'reset'

/** A client that knows nothing but bytes. */
export interface RawClient {
  readonly socket: Socket
  readonly ending: Ending
  /** Everything that came so far. */
  received(): Buffer
  send(bytes: Buffer): void
  /** Resolves once so many bytes have come in all; rejects when the connection ends before. */
  bytes(count: number): Promise<Buffer>
  /** The next whole frame, without its size. */
  frame(): Promise<Buffer>
  ended(): Promise<Ending>
  [Symbol.asyncDispose](): Promise<void>
}

/** Rejects with the system's error when nobody listens. */
export async function rawClient(port: number): Promise<RawClient> {
  const socket = connect({ port, host: '127.0.0.1' })
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve()
    })
  })
  return watched(socket)
}

/** Follows a socket that stands already, such as one of TLS. */
export function watched(socket: Socket): RawClient {
  let all = Buffer.alloc(0)
  let taken = 0
  let ending: Ending = 'open'
  const looks = new Set<() => void>()
  const look = () => {
    for (const one of [...looks]) one()
  }
  socket.on('data', (chunk) => {
    all = Buffer.concat([all, chunk])
    look()
  })
  socket.on('error', () => {
    ending = 'reset'
  })
  socket.on('close', () => {
    if (ending === 'open') ending = 'ended'
    look()
  })
  const until = <T>(value: () => T | undefined) =>
    new Promise<T>((resolve, reject) => {
      const check = () => {
        const found = value()
        if (found === undefined && ending === 'open') return
        looks.delete(check)
        if (found === undefined) reject(new Error(`the connection was ${ending} after ${all.length} bytes`))
        else resolve(found)
      }
      looks.add(check)
      check()
    })
  return {
    socket,
    get ending() {
      return ending
    },
    received: () => all,
    send: (bytes) => void socket.write(bytes),
    bytes: (count) => until(() => (all.length >= count ? all : undefined)),
    frame: () =>
      until(() => {
        if (all.length < taken + 4) return undefined
        const size = all.readInt32BE(taken)
        if (all.length < taken + 4 + size) return undefined
        const body = all.subarray(taken + 4, taken + 4 + size)
        taken += 4 + size
        return body
      }),
    ended: () => until(() => (ending === 'open' ? undefined : ending)),
    async [Symbol.asyncDispose]() {
      socket.destroy()
      if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve))
    },
  }
}

/** A request as it goes over the wire: size, header, body. */
export function requestFrame(
  api: AnyApi,
  { version, correlationId, body }: { version: number; correlationId: number; body: Buffer },
): Buffer {
  const writer = new Writer()
  writer.int16(api.key)
  writer.int16(version)
  writer.int32(correlationId)
  writer.int16(-1)
  if (version >= api.flexibleFrom) writer.uvarint(0)
  writer.raw(body)
  const size = Buffer.alloc(4)
  size.writeInt32BE(writer.length)
  return Buffer.concat([size, writer.finish()])
}

/** The shortest question there is. */
export function askApiVersions(correlationId: number): Buffer {
  const body = API_VERSIONS.writeRequest({}, 0)
  return requestFrame(API_VERSIONS, { version: 0, correlationId, body })
}
