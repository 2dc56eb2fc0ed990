// A peer for tests: speaks Kafka's framing over a real socket and does what the test's script says.

import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { apiVersions } from './messages/api-versions.ts'
import { WireReader } from './wire/wire-reader.ts'
import { WireWriter } from './wire/wire-writer.ts'

export interface FakeRequest {
  readonly key: number
  readonly version: number
  readonly correlationId: number
  readonly body: Buffer
  /** How many connections were accepted before the one this came on. */
  readonly connection: number
}

/** What to do with a request: answer with a body, send raw bytes as they are, or something worse. */
export type FakeReply =
  | { readonly answer: Buffer; readonly taggedHeader?: boolean }
  | { readonly raw: Buffer; readonly afterwards?: 'close' }
  | 'hang'
  | 'close'
  | 'reset'

export type Script = (request: FakeRequest) => FakeReply | undefined

export interface FakeBroker extends AsyncDisposable {
  readonly port: number
  readonly address: string
  readonly requests: readonly FakeRequest[]
  readonly accepted: number
  readonly open: number
  script: Script
  /** Closes every connection, as a broker that restarts. */
  dropAll(): void
}

export type Offer = readonly (readonly [key: number, min: number, max: number])[]

/** `offer`: what ApiVersions tells, unless the script answers it. Unscripted requests hang. */
export async function startFakeBroker(offer: Offer, script: Script = () => undefined): Promise<FakeBroker> {
  const sockets = new Set<Socket>()
  const requests: FakeRequest[] = []
  let accepted = 0
  const server = createServer((socket) => {
    const connection = accepted
    accepted += 1
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    let pending = Buffer.alloc(0)
    socket.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk])
      while (pending.length >= 4 && pending.length >= 4 + pending.readInt32BE(0)) {
        const frame = pending.subarray(4, 4 + pending.readInt32BE(0))
        pending = pending.subarray(4 + frame.length)
        const request = parse(frame, connection)
        requests.push(request)
        act(socket, request, broker.script(request) ?? standard(request, offer))
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const broker: FakeBroker = {
    port,
    address: `127.0.0.1:${port}`,
    requests,
    get accepted() {
      return accepted
    },
    get open() {
      return sockets.size
    },
    script,
    dropAll: () => {
      for (const socket of sockets) socket.destroy()
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return broker
}

/** A whole frame: length, correlation id, body. */
export function frame(correlationId: number, body: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeInt32BE(4 + body.length, 0)
  head.writeInt32BE(correlationId, 4)
  return Buffer.concat([head, body])
}

export function apiVersionsBody(offer: Offer, version: number): Buffer {
  const writer = new WireWriter({ flexible: version >= apiVersions.flexibleFrom })
  writer.int16(0).structs(offer, (w, [key, min, max]) => {
    w.int16(key).int16(min).int16(max)
  })
  if (version >= 1) writer.int32(0)
  return writer.endStruct().finish()
}

function standard(request: FakeRequest, offer: Offer): FakeReply {
  return request.key === apiVersions.key ? { answer: apiVersionsBody(offer, request.version) } : 'hang'
}

function act(socket: Socket, request: FakeRequest, reply: FakeReply): void {
  if (reply === 'hang') return
  if (reply === 'close') socket.end()
  else if (reply === 'reset') socket.resetAndDestroy()
  else if ('raw' in reply) {
    socket.write(reply.raw)
    if (reply.afterwards === 'close') socket.end()
  } else {
    const tags = reply.taggedHeader ? Buffer.from([0]) : Buffer.alloc(0)
    socket.write(frame(request.correlationId, Buffer.concat([tags, reply.answer])))
  }
}

function parse(bytes: Buffer, connection: number): FakeRequest {
  const reader = new WireReader(bytes, { flexible: false })
  const request = { key: reader.int16(), version: reader.int16(), correlationId: reader.int32() }
  reader.skipString()
  return { ...request, body: bytes.subarray(reader.position), connection }
}
