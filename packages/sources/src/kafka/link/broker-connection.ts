import type { Socket } from 'node:net'
import type { ConnectionOptions as TlsOptions } from 'node:tls'
import type { Failure } from '@perigee/domain'
import { Connection, type SASLOptions, Writer } from '@platformatic/kafka'
import { bad, good, type Result } from '../result.ts'
import { type FrameFault, guardFrames, MAX_ANSWER_BYTES } from './frame-guard.ts'
import { networkFailure, peerFailure, TLS_EXPECTED } from './network-failure.ts'
import type { PeerMeter } from './peer-meter.ts'

/** How to reach the brokers of one cluster. */
export interface DialSettings {
  readonly clientId: string
  readonly connectTimeoutMs: number
  readonly requestTimeoutMs: number
  readonly tls: TlsOptions | null
  readonly sasl: SASLOptions | null
}

export interface RawRequest {
  readonly apiKey: number
  readonly apiVersion: number
  readonly body: Buffer
  readonly taggedRequestHeader: boolean
  readonly taggedAnswerHeader: boolean
  readonly deadlineMs: number
  readonly signal: AbortSignal
}

/** One open, authenticated socket. Once `dead` it stays dead: after any doubt a new one is dialled. */
export interface BrokerConnection {
  readonly dead: boolean
  /** The bytes of the answer's body. Never throws; ends by the deadline at the latest. */
  exchange(request: RawRequest): Promise<Result<Buffer>>
  /** Ends it; requests under way get `why`. */
  destroy(why: Failure): void
}

export interface Target {
  readonly host: string
  readonly port: number
  /** How the peer is called in failures. */
  readonly peer: string
  readonly meter: PeerMeter
}

/** More than our own bound, so that the library never queues a request whose deadline is already running. */
const LIBRARY_IN_FLIGHT = 64

/**
 * Connects, and authenticates when SASL is configured. Ends within connectTimeoutMs, plus requestTimeoutMs for SASL.
 * The library opens, encrypts, authenticates and frames; deadlines, length limits and failures are ours.
 * An abort of `signal` ends the attempt at once.
 */
export function dial(target: Target, settings: DialSettings, signal: AbortSignal): Promise<Result<BrokerConnection>> {
  const connection = new Connection(settings.clientId, {
    connectTimeout: settings.connectTimeoutMs + settings.requestTimeoutMs + 5_000,
    requestTimeout: settings.requestTimeoutMs + 3_600_000,
    maxInflights: LIBRARY_IN_FLIGHT,
    ...(settings.tls ? { tls: settings.tls } : {}),
    ...(settings.sasl ? { sasl: settings.sasl } : {}),
  })
  const state: State = { connection, target, reason: null, dead: false }
  return new Promise((resolve) => {
    const refuse = (failure: Failure) => {
      end(state, failure)
      finish(bad(state.reason ?? failure))
    }
    let timer = setTimeout(
      () => refuse(peerFailure('connect-timeout', `no connection within ${settings.connectTimeoutMs} ms`, target.peer)),
      settings.connectTimeoutMs,
    )
    const onAbort = () => refuse(peerFailure('closed', 'given up while connecting', target.peer))
    signal.addEventListener('abort', onAbort, { once: true })
    const finish = (result: Result<BrokerConnection>) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      resolve(result)
    }
    connection.on('error', (error) => {
      state.reason ??= networkFailure(error, target.peer)
      refuse(state.reason)
    })
    connection.on('close', () => refuse(peerFailure('closed', 'connection closed by the broker', target.peer)))
    try {
      connection.connect(target.host, target.port, (error) => {
        if (error) refuse(networkFailure(error, target.peer))
        else finish(good(openConnection(state)))
      })
      watchSocket(state, settings, () => {
        clearTimeout(timer)
        timer = setTimeout(
          () => refuse(peerFailure('timeout', `no answer to SASL within ${settings.requestTimeoutMs} ms`, target.peer)),
          settings.requestTimeoutMs,
        )
      })
    } catch (error) {
      refuse(networkFailure(error, target.peer))
    }
  })
}

interface State {
  readonly connection: Connection
  readonly target: Target
  /** First thing that went wrong: what requests under way are told. */
  reason: Failure | null
  dead: boolean
}

function watchSocket(state: State, settings: DialSettings, onConnected: () => void): void {
  const socket: Socket = state.connection.socket
  const { meter } = state.target
  meter.opened(socket)
  socket.once('close', () => meter.closed(socket))
  socket.once(settings.tls ? 'secureConnect' : 'connect', () => {
    // Runs after the library's own listener of this event, which adds its decoder.
    guardFrames(socket, { maxBytes: MAX_ANSWER_BYTES, onFault: (fault, detail) => onFault(state, fault, detail) })
    if (settings.sasl) onConnected()
  })
}

function onFault(state: State, fault: FrameFault, detail: string): void {
  const { peer } = state.target
  end(state, fault === 'tls' ? peerFailure('tls', TLS_EXPECTED, peer) : peerFailure('garbage', detail, peer))
}

function end(state: State, why: Failure): void {
  state.reason ??= why
  if (state.dead) return
  state.dead = true
  // close() also clears the re-authentication timer; the socket itself is ended at once.
  state.connection.close(() => undefined)
  const socket = state.connection.socket as Socket | undefined
  socket?.on('error', () => undefined)
  socket?.destroy()
}

function openConnection(state: State): BrokerConnection {
  return {
    get dead() {
      return state.dead
    },
    destroy: (why) => end(state, why),
    exchange: (request) =>
      new Promise((resolve) => {
        const settle = (result: Result<Buffer>) => {
          clearTimeout(timer)
          request.signal.removeEventListener('abort', onAbort)
          resolve(result)
        }
        const onAbort = () => settle(bad(peerFailure('timeout', 'given up before the answer came', state.target.peer)))
        const timer = setTimeout(() => {
          const failure = peerFailure('timeout', `no answer within ${request.deadlineMs} ms`, state.target.peer)
          settle(bad(failure))
          // The library's buffer is in disorder once an answer comes after its request was given up.
          end(state, failure)
        }, request.deadlineMs)
        request.signal.addEventListener('abort', onAbort, { once: true })
        if (request.signal.aborted) return onAbort()
        send(state, request, settle)
      }),
  }
}

function send(state: State, request: RawRequest, settle: (result: Result<Buffer>) => void): void {
  try {
    state.connection.send(
      request.apiKey,
      request.apiVersion,
      () => (request.body.length > 0 ? Writer.create().append(request.body) : Writer.create()),
      // Decoding happens later and in slices: here only the bytes are taken out of the library's buffer.
      (_correlationId, _key, _version, reader) => reader.buffer.slice(reader.position) as Buffer,
      request.taggedRequestHeader,
      request.taggedAnswerHeader,
      (error: Error | null, body: unknown) => {
        if (error) settle(bad(state.reason ?? networkFailure(error, state.target.peer)))
        else settle(good(body as Buffer))
      },
    )
  } catch (error) {
    settle(bad(state.reason ?? networkFailure(error, state.target.peer)))
  }
}
