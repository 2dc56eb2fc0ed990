// Server-sent events: which readings changed, never the data. A browser that reads too slowly is told to ask for
// everything once it reads again, instead of having notices pile up here.
import type { ServerResponse } from 'node:http'
import { API } from '@perigee/contract'
import type { FastifyInstance } from 'fastify'
import type { ChangeNotice, ConsoleState } from '../facts/state.ts'
import { HttpRefusal } from './errors.ts'

const MAX_STREAMS = 200
const HEARTBEAT_MS = 15_000
const RETRY_MS = 3_000
const CONTENT_TYPE = 'text/event-stream; charset=utf-8'
/** Browsers told at once, and how long until the next ones are: told all together, they would all ask together. */
const TOLD_AT_ONCE = 5
const NEXT_AFTER_MS = 50
/** A browser whose buffer stays full longer than this is gone. */
const STUCK_AFTER_MS = 60_000

interface Stream {
  readonly raw: ServerResponse
  /** Since when its buffer is full, ms of the process clock; null = it takes data. */
  blockedSince: number | null
  missed: boolean
  /** Notices that wait for its turn. */
  waiting: string
}

export interface EventStreams {
  readonly count: number
}

/** Serves the event stream; every stream ends when the app closes. */
export function serveEvents(app: FastifyInstance, state: ConsoleState, maxStreams = MAX_STREAMS): EventStreams {
  const streams = new Set<Stream>()
  const unsubscribe = state.events.subscribe((notice) => {
    const text = noticeText(state, notice)
    for (const stream of streams) stream.waiting += text
    if (turn === null) tellNext()
  })
  let turn: NodeJS.Timeout | null = null
  const tellNext = () => {
    turn = null
    const waiting = [...streams].filter((stream) => stream.waiting !== '')
    for (const stream of waiting.slice(0, TOLD_AT_ONCE)) {
      send(stream, stream.waiting)
      stream.waiting = ''
      // Told first this time, it is told last the next time.
      streams.delete(stream)
      streams.add(stream)
    }
    if (waiting.length > TOLD_AT_ONCE) turn = setTimeout(tellNext, NEXT_AFTER_MS).unref()
  }
  const heartbeat = setInterval(() => {
    for (const stream of streams) beat(stream)
  }, HEARTBEAT_MS)
  heartbeat.unref()
  app.addHook('preClose', async () => {
    unsubscribe()
    clearInterval(heartbeat)
    if (turn !== null) clearTimeout(turn)
    for (const { raw } of streams) raw.end()
  })
  app.get(API.events, { schema: { hide: true } }, async (request, reply) => {
    // The answer to HEAD is over with its headers: as a stream it would never end, and keep a place.
    if (request.method === 'HEAD') return reply.type(CONTENT_TYPE).header('cache-control', 'no-store').send()
    if (streams.size >= maxStreams) throw new HttpRefusal('PGE_TOO_MANY_STREAMS')
    reply.hijack()
    const stream: Stream = { raw: reply.raw, blockedSince: null, missed: false, waiting: '' }
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value)
    reply.raw.writeHead(200, {
      'content-type': CONTENT_TYPE,
      'cache-control': 'no-store',
      // Kept alive, its socket would hold up a shutdown until the idle time is over.
      connection: 'close',
      // Proxies that buffer would hold back every notice.
      'x-accel-buffering': 'no',
    })
    streams.add(stream)
    reply.raw.on('close', () => streams.delete(stream))
    reply.raw.on('error', () => streams.delete(stream))
    reply.raw.on('drain', () => resume(stream))
    // Gone before it was counted: its close will not be heard.
    if (reply.raw.destroyed) streams.delete(stream)
    send(stream, `retry: ${RETRY_MS}\n: perigee ${state.version}\n\n`)
    catchUp(stream, state, request.headers['last-event-id'])
  })
  return {
    get count() {
      return streams.size
    },
  }
}

/** Ids carry the start of the process: those of an earlier one cannot be continued. */
function noticeText(state: ConsoleState, notice: ChangeNotice): string {
  const { cluster, readings, version } = notice
  return `id: ${state.startedAt}-${notice.id}\nevent: change\ndata: ${JSON.stringify({ cluster, readings, version })}\n\n`
}

const EVERYTHING = `event: change\ndata: ${JSON.stringify({ cluster: null, readings: ['all'], version: 0 })}\n\n`

function catchUp(stream: Stream, state: ConsoleState, lastId: string | string[] | undefined): void {
  if (typeof lastId !== 'string') return
  const [startedAt, id] = lastId.split('-').map(Number)
  const missed = startedAt === state.startedAt && Number.isInteger(id) ? state.events.since(id as number) : null
  if (missed === null) send(stream, EVERYTHING)
  else for (const notice of missed) send(stream, noticeText(state, notice))
}

function send(stream: Stream, text: string): void {
  if (stream.blockedSince !== null) {
    stream.missed = true
    return
  }
  if (!stream.raw.writable) return
  if (!stream.raw.write(text)) stream.blockedSince = performance.now()
}

function resume(stream: Stream): void {
  stream.blockedSince = null
  if (!stream.missed) return
  stream.missed = false
  send(stream, EVERYTHING)
}

function beat(stream: Stream): void {
  if (stream.blockedSince === null) send(stream, ': beat\n\n')
  else if (performance.now() - stream.blockedSince > STUCK_AFTER_MS) stream.raw.destroy()
}
