// The listening side of one node: a broker, or a controller of its own.

import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'
import type { FaultPlan } from '../faults/fault-plan.ts'
import { resetSocket } from '../reset-socket.ts'
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

/** While a node is down its port is anybody's, such as the near end of somebody's connection. */
const BIND_TRIES = 200
const BIND_AGAIN_MS = 50
let connectionIds = 0

export function createNodeServer(parts: NodeServerParts): NodeServer {
  const { node } = parts
  const open = new Map<Socket, ServedConnection>()
  /** TCP connections: those in the middle of a TLS handshake are not among the open ones. */
  const raw = new Set<Socket>()
  let server: Server | null = null
  let work: Promise<void> = Promise.resolve()

  async function follow(): Promise<void> {
    if (node.state === 'down') {
      await stopListening()
    } else if (server === null) await startListening()
    for (const served of open.values()) served.wake()
  }

  async function startListening(): Promise<void> {
    // Half-open: a frozen process does not close what its client has closed.
    const halfOpen = { allowHalfOpen: true }
    const fresh = parts.tls === null ? createServer(halfOpen) : createTlsServer({ ...parts.tls, ...halfOpen })
    fresh.on('connection', keep)
    fresh.on(parts.tls === null ? 'connection' : 'secureConnection', accept)
    fresh.on('tlsClientError', () => undefined)
    node.port = await bind(fresh, node, parts.timers)
    server = fresh
  }

  function keep(socket: Socket): void {
    raw.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => raw.delete(socket))
  }

  async function stopListening(): Promise<void> {
    const last = server
    server = null
    if (last === null) return
    await new Promise<void>((resolve) => {
      last.close(() => resolve())
      for (const served of open.values()) served.destroy()
      for (const socket of raw) socket.destroy()
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
      isRefused: false,
      authenticator: parts.sasl === null ? null : new SaslAuthenticator(parts.sasl),
    }
    socket.on('close', () => {
      parts.meter.connectionsOpen -= 1
      open.delete(socket)
    })
    const reset = () => resetBelow(socket, raw)
    open.set(socket, serveConnection(socket, { ...connectionParts(parts, connection), reset }))
  }

  return {
    follow() {
      // A port that stayed taken is tried again the next time.
      work = work.then(follow, follow)
      return work
    },
    async close() {
      await work.catch(() => undefined)
      await stopListening()
    },
  }
}

/** A reset is of TCP: a TLS socket knows none. */
function resetBelow(socket: Socket, raw: ReadonlySet<Socket>): void {
  const below = raw.has(socket) ? socket : [...raw].find((one) => one.remotePort === socket.remotePort)
  if (below?.destroyed === false) resetSocket(below)
  socket.destroy()
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
      const context = { cluster, node, connection, errors, struck, now: cluster.now, after: timers.after }
      const answer = await dispatcher.answer(frame, context).catch((mistake: unknown) => {
        meter.mistakes += 1
        meter.lastMistake = mistake
        throw mistake
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
    const failed = (error: NodeJS.ErrnoException) => {
      server.off('listening', bound)
      resolve(error)
    }
    const bound = () => {
      server.off('error', failed)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    }
    server.once('error', failed)
    server.once('listening', bound)
    server.listen({ host, port })
  })
}
