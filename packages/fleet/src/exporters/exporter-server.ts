import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { processPort } from '../process-port.ts'
import type { Timers } from '../timers.ts'
import type { Broker, Controller } from '../world/broker.ts'

export interface ExporterServerParts {
  readonly node: Broker | Controller
  /** Text of the page; with names, of these families only. */
  readonly page: (names: ReadonlySet<string> | null) => string
  /** `host`: node_exporter, a process of its own beside the broker's. Default `agent`. */
  readonly kind?: 'agent' | 'host'
  readonly timers: Timers
}

/** A node's exporter: an agent in its process, so it lives, hangs and dies with it; or node_exporter on its host. */
export interface ExporterServer {
  /** `http://host:port/metrics`; null before it first listens. */
  url(): string | null
  /** Does what the node's state says. */
  follow(): Promise<void>
  close(): Promise<void>
}

const TEXT = 'text/plain; version=0.0.4; charset=utf-8'

export function createExporterServer(parts: ExporterServerParts): ExporterServer {
  const port = processPort({
    host: parts.node.host,
    isAlive: () => isAlive(parts),
    isAnswering: () => isAnswering(parts),
    answer: (request, response) => respond(parts, request, response),
  })
  return {
    ...port,
    url: () => {
      const url = port.url()
      return url === null ? null : `${url}/metrics`
    },
  }
}

/** A broker that reads its logs through serves nobody, but its agent lives. */
function isRecovering(node: Broker | Controller): boolean {
  return node.kind === 'broker' && node.isRecovering
}

function isAlive({ node, kind }: ExporterServerParts): boolean {
  return kind === 'host' || node.state !== 'down' || isRecovering(node)
}

/** A host beyond a broken network is as far away as its broker. */
function isAnswering({ node, kind }: ExporterServerParts): boolean {
  return node.state === 'up' || isRecovering(node) || (kind === 'host' && node.state !== 'cut')
}

function respond(parts: ExporterServerParts, request: IncomingMessage, response: ServerResponse): void {
  const { node, timers } = parts
  const [path = '', query = ''] = (request.url ?? '').split('?', 2)
  if (request.method !== 'GET' && request.method !== 'HEAD') end(response, 405, 'Method Not Allowed\n')
  else if (path === '/-/healthy') end(response, 200, 'Exporter is healthy.\n')
  else if (path !== '/metrics') end(response, 404, 'Not Found\n')
  else if (node.slowMs > 0 && parts.kind !== 'host') timers.after(node.slowMs, () => sendPage(parts, response, query))
  else sendPage(parts, response, query)
}

function sendPage({ page }: ExporterServerParts, response: ServerResponse, query: string): void {
  if (response.destroyed) return
  const wanted = new URLSearchParams(query).getAll('name[]')
  const text = page(wanted.length === 0 ? null : new Set(wanted))
  const isGzip = /\bgzip\b/.test(response.req.headers['accept-encoding'] ?? '')
  const body = isGzip ? gzipSync(text, { level: 1 }) : Buffer.from(text)
  response.writeHead(200, {
    'Content-Type': TEXT,
    ...(isGzip ? { 'Content-Encoding': 'gzip' } : {}),
    'Content-Length': body.length,
  })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': Buffer.byteLength(text) })
  response.end(response.req.method === 'HEAD' ? undefined : text)
}
