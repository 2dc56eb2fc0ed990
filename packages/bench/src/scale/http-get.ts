// One GET as a browser sends it: gzip or brotli taken, a kept answer revalidated.
import { Agent, get } from 'node:http'
import { createBrotliDecompress, createGunzip } from 'node:zlib'

export interface Got {
  readonly status: number
  /** Of the body, as sent: compressed where it was. */
  readonly bytes: number
  /** From asking until the last byte was here. */
  readonly durationMs: number
  readonly etag: string | null
  /** Decompressed; only where it was asked for. */
  readonly body: string | null
}

export interface Client {
  get(path: string, options?: { etag?: string | null; body?: 'keep' | 'drop' }): Promise<Got>
  close(): void
}

const LONGEST_MS = 30_000

/** Connections of one browser: at most six, kept open. `localAddress` is where it seems to be. Rejects on network errors. */
export function openClient(port: number, localAddress = '127.0.0.1'): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 6 })
  return {
    get(path, { etag = null, body = 'drop' } = {}) {
      const headers = {
        accept: 'application/json',
        'accept-encoding': 'gzip, deflate, br',
        ...(etag === null ? {} : { 'if-none-match': etag }),
      }
      const startedAt = performance.now()
      return new Promise<Got>((resolve, reject) => {
        const options = { host: '127.0.0.1', port, path, agent, headers, localAddress, timeout: LONGEST_MS }
        const request = get(options, (response) => {
          const chunks: Buffer[] = []
          let bytes = 0
          response.on('data', (chunk: Buffer) => {
            bytes += chunk.length
            if (body === 'keep') chunks.push(chunk)
          })
          response.on('error', reject)
          response.on('end', () => {
            const durationMs = performance.now() - startedAt
            const told = { status: response.statusCode ?? 0, bytes, durationMs, etag: response.headers.etag ?? null }
            if (body === 'drop') return resolve({ ...told, body: null })
            unpacked(Buffer.concat(chunks), response.headers['content-encoding']).then(
              (text) => resolve({ ...told, body: text }),
              reject,
            )
          })
        })
        request.on('timeout', () => request.destroy(new Error(`no answer to ${path} in ${LONGEST_MS} ms`)))
        request.on('error', reject)
      })
    },
    close: () => agent.destroy(),
  }
}

async function unpacked(bytes: Buffer, encoding: string | undefined): Promise<string> {
  if (encoding !== 'gzip' && encoding !== 'br') return bytes.toString()
  const stream = encoding === 'gzip' ? createGunzip() : createBrotliDecompress()
  stream.end(bytes)
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
