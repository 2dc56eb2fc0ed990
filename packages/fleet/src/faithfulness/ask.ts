// A client that asks one question at a time and shows the answer as it stands: the same for a real broker and a simulated one.
import { connect, type Socket } from 'node:net'
import { createFrameCutter } from '../kafka/frames.ts'
import { API_VERSIONS_KEY } from '../wire/headers.ts'
import type { Api } from '../wire/index.ts'
import { Writer } from '../wire/writer.ts'

export interface Client {
  /** The answer, or `closed` when the broker ended the connection instead. */
  ask<Req, ReqIn, Res, ResIn>(
    api: Api<Req, ReqIn, Res, ResIn>,
    version: number,
    request: ReqIn,
  ): Promise<Res | 'closed'>
  /** A frame as it is; the body behind the correlation id. */
  send(frame: Buffer): Promise<Buffer | 'closed'>
  /** Waits until the broker has ended the connection; false when it does not. */
  ended(): Promise<boolean>
  close(): void
}

const CLIENT_ID = 'faithfulness'
const ANSWER_WITHIN_MS = 40_000
const LOOK_EVERY_MS = 20

export function openClient(host: string, port: number): Client {
  let socket: Socket | null = null
  let waiting: ((body: Buffer | 'closed') => void) | null = null

  function connected(): Socket {
    if (socket !== null) return socket
    const fresh = connect({ host, port })
    const cutter = createFrameCutter()
    fresh.on('data', (chunk: Buffer) => {
      for (const frame of cutter.push(chunk) ?? []) give(frame)
    })
    fresh.on('error', () => fresh.destroy())
    fresh.on('close', () => {
      socket = null
      give('closed')
    })
    socket = fresh
    return fresh
  }

  function give(body: Buffer | 'closed'): void {
    const next = waiting
    waiting = null
    next?.(body)
  }

  async function send(frame: Buffer): Promise<Buffer | 'closed'> {
    const size = Buffer.alloc(4)
    size.writeInt32BE(frame.length)
    const answer = new Promise<Buffer | 'closed'>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer in ${ANSWER_WITHIN_MS} ms`)), ANSWER_WITHIN_MS)
      waiting = (body) => {
        clearTimeout(timer)
        resolve(body)
      }
    })
    connected().write(Buffer.concat([size, frame]))
    return answer
  }

  return {
    send,
    async ask(api, version, request) {
      const isFlexible = version >= api.flexibleFrom
      const body = await send(requestFrame({ key: api.key, version, isFlexible }, api.writeRequest(request, version)))
      if (body === 'closed') return 'closed'
      const hasTags = isFlexible && api.key !== API_VERSIONS_KEY
      return api.readResponse(body.subarray(hasTags ? 5 : 4), version)
    },
    async ended() {
      for (let waitedMs = 0; socket !== null && waitedMs < ANSWER_WITHIN_MS; waitedMs += LOOK_EVERY_MS) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
      }
      return socket === null
    },
    close: () => socket?.destroy(),
  }
}

export function requestFrame(
  { key, version, isFlexible }: { key: number; version: number; isFlexible: boolean },
  body: Buffer,
): Buffer {
  const writer = new Writer()
  writer.int16(key)
  writer.int16(version)
  writer.int32(7)
  writer.int16(CLIENT_ID.length)
  writer.text(CLIENT_ID, CLIENT_ID.length)
  if (isFlexible) writer.uvarint(0)
  writer.raw(body)
  return Buffer.from(writer.finish())
}
