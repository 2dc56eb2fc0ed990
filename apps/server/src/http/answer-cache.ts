// Answers kept while the readings they were made from stay: many browsers that ask the same at the same time cost one view,
// one serialisation and one compression. Also compresses them, off the event loop.
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

export type Encoding = 'br' | 'gzip' | 'identity'

interface Answer {
  readonly tag: string
  readonly body: string | Buffer
  readonly encoding: Encoding
  readonly type: string
}

/** The first to ask makes the answer; who comes meanwhile waits for it. Null: it is none that may be kept. */
interface Making {
  readonly tag: string
  readonly key: string
  readonly done: Promise<Answer | null>
  readonly settle: (answer: Answer | null) => void
}

const MOST_BYTES = 8_000_000
/** What an answer takes beside its body and address: its tag, its place. */
const ENTRY_BYTES = 500
const COMPRESS_FROM_BYTES = 1_024
/** Full effort costs more time than it saves on a network near the console. */
const BROTLI_QUALITY = 4
/** Of brotli's window, as a power of two: answers are small, and so is then its memory. */
const BROTLI_WINDOW = 18

const compressed = { br: promisify(brotliCompress), gzip: promisify(gzip) }

/** `tagOf`: what an answer to this request is made of, null when it may not be kept. */
export function keepAnswers(app: FastifyInstance, tagOf: (request: FastifyRequest) => string | null): void {
  const kept = keep()
  const makings = new Map<string, Making>()
  const own = new WeakMap<object, Making>()

  app.addHook('preValidation', async (request, reply) => {
    const tag = request.method === 'GET' ? tagOf(request) : null
    if (tag === null) return
    const key = `${encodingFor(request.headers['accept-encoding'])} ${request.url}`
    const underWay = makings.get(key)
    const known = kept.get(key, tag) ?? (underWay?.tag === tag ? await underWay.done : null)
    if (known !== null) return send(reply, known)
    // Nothing is waited for between looking and telling: of those who ask at once, one makes the answer.
    const making = begin(tag, key)
    makings.set(key, making)
    own.set(request, making)
  })

  app.addHook('onSend', async (request, reply, payload) => {
    const making = own.get(request)
    if (making === undefined) return payload
    if (reply.statusCode !== 200 || typeof payload !== 'string') {
      making.settle(null)
      return payload
    }
    const encoding = payload.length < COMPRESS_FROM_BYTES ? 'identity' : encodingFor(request.headers['accept-encoding'])
    const body = await bodyOf(payload, encoding)
    const answer = { tag: making.tag, body, encoding, type: String(reply.getHeader('content-type')) }
    kept.set(making.key, answer)
    making.settle(answer)
    describe(reply, answer)
    return body
  })

  // Also when it failed, or nobody waits for it any more.
  app.addHook('onResponse', async (request) => {
    const making = own.get(request)
    if (making === undefined) return
    making.settle(null)
    if (makings.get(making.key) === making) makings.delete(making.key)
  })
}

function begin(tag: string, key: string): Making {
  const { promise, resolve } = Promise.withResolvers<Answer | null>()
  return { tag, key, done: promise, settle: resolve }
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  describe(reply, answer)
  return reply.type(answer.type).send(answer.body)
}

function describe(reply: FastifyReply, { encoding, body }: Answer): void {
  reply.header('vary', 'accept-encoding')
  reply.header('content-length', Buffer.byteLength(body))
  if (encoding !== 'identity') reply.header('content-encoding', encoding)
}

async function bodyOf(payload: string, encoding: Encoding): Promise<string | Buffer> {
  if (encoding === 'identity') return payload
  if (encoding === 'gzip') return compressed.gzip(payload)
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants
  const params = {
    [BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [BROTLI_PARAM_LGWIN]: BROTLI_WINDOW,
    [BROTLI_PARAM_SIZE_HINT]: payload.length,
  }
  return compressed.br(payload, { params })
}

/** The best encoding that is taken (RFC 9110 §12.5.3); one with weight zero is not. */
export function encodingFor(accepted: string | string[] | undefined): Encoding {
  const taken = new Set(
    String(accepted ?? '')
      .toLowerCase()
      .split(',')
      .map((item) => item.split(';').map((part) => part.trim()))
      .filter(([, weight]) => weight === undefined || !/^q=0(\.0*)?$/.test(weight))
      .map(([name]) => name),
  )
  return taken.has('br') ? 'br' : taken.has('gzip') ? 'gzip' : 'identity'
}

/** Newest last; the oldest go when there is no room. */
function keep() {
  const answers = new Map<string, Answer>()
  let bytes = 0
  // With the address: of an answer in few words to a long question it is most of what is kept.
  const sizeOf = (key: string, { body }: Answer) => Buffer.byteLength(body) + key.length + ENTRY_BYTES
  const drop = (key: string) => {
    const old = answers.get(key)
    if (old !== undefined) bytes -= sizeOf(key, old)
    answers.delete(key)
  }
  return {
    get(key: string, tag: string): Answer | null {
      const found = answers.get(key)
      return found?.tag === tag ? found : null
    },
    set(key: string, answer: Answer): void {
      drop(key)
      const size = sizeOf(key, answer)
      if (size > MOST_BYTES / 4) return
      answers.set(key, answer)
      bytes += size
      for (const oldest of answers.keys()) {
        if (bytes <= MOST_BYTES) break
        drop(oldest)
      }
    },
  }
}
