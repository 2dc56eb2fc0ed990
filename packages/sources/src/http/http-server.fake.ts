// A small HTTP server for tests of what asks services over HTTP.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

export interface Asked {
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface HttpFake extends AsyncDisposable {
  readonly url: string
  readonly peer: string
  /** What was asked, oldest first. */
  readonly asked: Asked[]
  close(): Promise<void>
}

/** Serves whatever `answer` writes, on a free loopback port. */
export async function httpFake(answer: (asked: Asked, response: ServerResponse) => void): Promise<HttpFake> {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => void chunks.push(chunk))
    request.on('end', () => {
      const one = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      }
      asked.push(one)
      answer(one, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url: `http://127.0.0.1:${port}`, peer: `127.0.0.1:${port}`, asked, close, [Symbol.asyncDispose]: close }
}

/** Answers with `value` as JSON. */
export function answerJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
}

/** Answers compressed, without telling the length. */
export function answerGzip(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-encoding': 'gzip' })
  response.end(gzipSync(text))
}
