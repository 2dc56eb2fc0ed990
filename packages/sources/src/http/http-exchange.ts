// One question and the beginning of its answer, by Node's own client. `fetch` inflates in steps of 16 KiB, each a trip through
// two kinds of streams: of a page of 2.5 MB that took three times as long as inflating it does.
import { type IncomingMessage, type RequestOptions, request as requestPlain } from 'node:http'
import { request as requestTls } from 'node:https'
import type { Duplex } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

export interface Question {
  readonly url: URL
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | URLSearchParams | undefined
  readonly signal: AbortSignal
}

/**
 * Asks, and answers with the status and headers, the body unread. Rejects with whatever the connection says. A kept
 * connection that its peer closed just then is no answer: the question is put once more, on a connection of its own.
 */
export async function exchange(question: Question): Promise<IncomingMessage> {
  try {
    return await ask(question, {})
  } catch (error) {
    if (!(error instanceof StaleConnection)) throw error
    return await ask(question, { agent: false })
  }
}

class StaleConnection extends Error {}

function ask({ url, method, headers, body, signal }: Question, options: RequestOptions): Promise<IncomingMessage> {
  const text = body === undefined ? undefined : Buffer.from(body.toString())
  const about: Record<string, string | number> = text === undefined ? {} : { 'content-length': text.length }
  if (body !== undefined) about['content-type'] = typeof body === 'string' ? 'text/plain;charset=UTF-8' : FORM
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestTls : requestPlain
    const asked = send(url, { ...options, method, headers: { ...about, ...headers }, signal })
    asked.once('response', resolve)
    asked.on('error', (error: Error & { code?: unknown }) => {
      const isStale = asked.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
      reject(isStale && !signal.aborted ? new StaleConnection('closed', { cause: error }) : error)
    })
    asked.end(text)
  })
}

const FORM = 'application/x-www-form-urlencoded;charset=UTF-8'

/** Output of a decompressor at a time: a page is some of these, not hundreds. */
const STEP = { chunkSize: 256 * 1024 }

/** What turns the body into what was meant; undefined when it is sent as it is, null when nothing does that we know. */
export function decoderOf({ headers, statusCode }: IncomingMessage): Duplex | undefined | null {
  const coding = headers['content-encoding']?.trim().toLowerCase() ?? ''
  const isEmpty = headers['content-length'] === '0' || statusCode === 204 || statusCode === 304
  if (coding === '' || coding === 'identity' || isEmpty) return undefined
  if (coding === 'gzip' || coding === 'x-gzip') return createGunzip(STEP)
  // Not asked for; servers that know only their own way send them all the same.
  if (coding === 'deflate') return createInflate(STEP)
  if (coding === 'br') return createBrotliDecompress(STEP)
  return null
}
