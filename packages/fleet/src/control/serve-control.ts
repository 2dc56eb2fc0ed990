// The control API over HTTP: for loopback alone, without CORS, so that no page of another origin can read or start anything.
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answer, answer, refused } from './answer.ts'
import type { Control } from './control.ts'
import { FORBIDDEN_HOST, TOO_LARGE } from './problem.ts'

export interface ControlServer {
  /** `http://127.0.0.1:port` */
  readonly url: string
  close(): Promise<void>
}

const LOOPBACK = '127.0.0.1'
const HEADERS_TIMEOUT_MS = 5_000
const MOST_HEADER_BYTES = 8_192

/**
 * `GET /scenarios`, `GET /world`, `POST /scenarios/{name}/start`, `POST /scenarios/{name}/stop`, in JSON. Port 0 takes a
 * free one. Rejects with the system's error when it cannot bind.
 */
export async function serveControl(control: Control, { port = 0 }: { port?: number } = {}): Promise<ControlServer> {
  const server = createServer({ maxHeaderSize: MOST_HEADER_BYTES, headersTimeout: HEADERS_TIMEOUT_MS })
  server.on('request', (request, response) => {
    const { status, body } = answerOf(control, request)
    // A body that nobody wants is not read: the connection ends with the answer.
    if (hasBody(request)) response.setHeader('connection', 'close')
    response.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    response.end(request.method === 'HEAD' ? undefined : JSON.stringify(body))
  })
  server.on('clientError', (_, socket) => socket.destroy())
  await listen(server, port)
  return {
    url: `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function answerOf(control: Control, request: IncomingMessage): Answer {
  // A name that somebody made resolve to loopback (DNS rebinding) must not open this to a page.
  const host = request.headers.host?.replace(/:\d+$/, '')
  if (host !== LOOPBACK && host !== 'localhost') return refused(FORBIDDEN_HOST)
  // Browsers say where a request comes from; none of their pages has anything to ask here.
  if (request.headers.origin !== undefined) return refused(FORBIDDEN_HOST)
  if (hasBody(request)) return refused(TOO_LARGE)
  const [path = ''] = (request.url ?? '').split('?')
  return answer(control, request.method ?? '', path)
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: LOOPBACK, port }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
