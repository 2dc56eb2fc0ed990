// The listening side of one node: a broker, or a controller of its own.
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'
import type { FaultPlan } from '../faults/fault-plan.ts'
import type { Timers } from '../timers.ts'
import type { Broker, Controller } from '../world/broker.ts'
import type { Cluster } from '../world/cluster.ts'
import { type ServedConnection, serveConnection } from './connection.ts'
import type { Connection } from './connection-state.ts'
import type { Dispatcher } from './dispatch.ts'
import type { ErrorBook } from './error-book.ts'
import type { Meter } from './meter.ts'
import { SaslAuthenticator, type SaslOptions } from './sasl/index.ts'

export interface NodeServerParts {
  readonly cluster: Cluster
  readonly node: Broker | Controller
  readonly dispatcher: Dispatcher
  readonly faults: FaultPlan
  readonly errors: ErrorBook
  readonly meter: Meter
  readonly timers: Timers
  /** Null: in clear. */
  readonly tls: TlsOptions | null
  /** Null: nobody is asked who they are. */
  readonly sasl: SaslOptions | null
}

export interface NodeServer {
  /** Does what the node's state says: listens, refuses, or goes on answering. */
  follow(): Promise<void>
  close(): Promise<void>
}

const BIND_TRIES = 20
const BIND_AGAIN_MS = 50
let connectionIds = 0

export function createNodeServer(parts: NodeServerParts): NodeServer {
  const { node } = parts
  const open = new Map<Socket, ServedConnection>()
  let server: Server | null = null
  let work: Promise<void> = Promise.resolve()

  async function follow(): Promise<void> {
    if (node.state === 'down') {
      for (const served of open.values()) served.destroy()
      await stopListening()
    } else if (server === null) await startListening()
    for (const served of open.values()) served.wake()
  }

  async function startListening(): Promise<void> {
    const fresh = parts.tls === null ? createServer(accept) : createTlsServer(parts.tls, accept)
    fresh.on('tlsClientError', () => undefined)
    server = fresh
    node.port = await bind(fresh, node, parts.timers)
  }

  async function stopListening(): Promise<void> {
    const last = server
    server = null
    if (last === null) return
    await new Promise<void>((resolve) => {
      last.close(() => resolve())
    })
  }

  function accept(socket: Socket): void {
    connectionIds += 1
    parts.meter.connectionsOpened += 1
    parts.meter.connectionsOpen += 1
    const connection: Connection = {
      id: connectionIds,
      peer: `${socket.remoteAddress}:${socket.remotePort}`,
      principal: 'User:ANONYMOUS',
      isAuthenticated: parts.sasl === null,
      authenticator: parts.sasl === null ? null : new SaslAuthenticator(parts.sasl),
    }
    socket.on('close', () => {
      parts.meter.connectionsOpen -= 1
      open.delete(socket)
    })
    open.set(socket, serveConnection(socket, connectionParts(parts, connection)))
  }

  return {
    follow() {
      work = work.then(follow)
      return work
    },
    async close() {
      await work
      for (const served of open.values()) served.destroy()
      await stopListening()
    },
  }
}

function connectionParts(parts: NodeServerParts, connection: Connection) {
  const { cluster, node, dispatcher, errors, timers, faults, meter } = parts
  return {
    connection,
    timers,
    isServing: () => node.state === 'up',
    strike: (apiKey: number | null) => faults.strike(apiKey),
    slowMs: () => node.slowMs,
    async answer(frame: Buffer, struck: ReturnType<FaultPlan['strike']>) {
      const startedAt = performance.now()
      const answer = await dispatcher.answer(frame, {
        cluster,
        node,
        connection,
        errors,
        struck,
        now: cluster.now,
        after: timers.after,
      })
      const bytesOut = answer.kind === 'frame' ? answer.frame.length : 0
      const apiKey = frame.length >= 2 ? frame.readInt16BE(0) : -1
      meter.count(apiKey, { bytesIn: frame.length + 4, bytesOut, busyMs: performance.now() - startedAt })
      return answer
    },
  }
}

/** The port a node had is its own: after a restart it is bound again, once the system lets go of it. */
async function bind(server: Server, { host, port }: Broker | Controller, timers: Timers): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    const bound = await listenOnce(server, host, port)
    if (typeof bound === 'number') return bound
    if (tries === BIND_TRIES || bound.code !== 'EADDRINUSE') throw bound
    await new Promise<void>((resolve) => timers.after(BIND_AGAIN_MS, resolve))
  }
}

function listenOnce(server: Server, host: string, port: number): Promise<number | NodeJS.ErrnoException> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => resolve(error)
    server.once('error', failed)
    server.listen({ host, port }, () => {
      server.off('error', failed)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}
