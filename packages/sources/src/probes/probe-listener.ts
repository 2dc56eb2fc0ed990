// Knocks at an advertised listener: does its name resolve, does it take a connection, which certificate does it show.
// Nothing of Kafka is said and no credentials are sent.
import { lookup } from 'node:dns/promises'
import { connect, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import type { AdvertisedListener, Failure, ListenerProbe } from '@perigee/domain'
import { networkFailure, peerFailure } from '../kafka/link/network-failure.ts'
import { certificateFacts, serverNameFor } from './certificate.ts'

export interface ListenerProbeOptions {
  /** Of name, connection and handshake each, ms. */
  readonly timeoutMs: number
  /** PEM text of the CAs that certificates are held against; null: the system's. */
  readonly ca: string | null
  /** Whether a listener of no known protocol is taken to speak TLS: the console itself does. */
  readonly tls: boolean
}

/** Never throws; ends within three times `timeoutMs`. */
export async function probeListener(
  listener: AdvertisedListener,
  options: ListenerProbeOptions,
  signal: AbortSignal,
): Promise<ListenerProbe> {
  const { host, port, protocol } = listener
  const peer = `${host}:${port}`
  const base = { listener, resolved: [], failure: null, connectMs: null, certificate: null }
  // Without a host Node would knock at its own machine; of another port than these it throws.
  if (host === '' || !(port > 0 && port < 65_536))
    return { ...base, failure: peerFailure('dns', 'this is no address that clients could connect to', peer) }
  const resolved = await resolve(host, peer, options.timeoutMs)
  if ('failure' in resolved) return { ...base, failure: resolved.failure }
  const startedAt = performance.now()
  const opened = await open(connect({ host, port }), { event: 'connect', peer, ...options }, signal)
  if ('failure' in opened) return { ...base, resolved: resolved.addresses, failure: opened.failure }
  const reached = { ...base, resolved: resolved.addresses, connectMs: performance.now() - startedAt }
  const speaksTls = protocol === null ? options.tls : protocol === 'SSL' || protocol === 'SASL_SSL'
  if (!speaksTls) {
    opened.socket.destroy()
    return reached
  }
  return { ...reached, ...(await shake(opened.socket, { host, peer, ...options }, signal)) }
}

async function resolve(
  host: string,
  peer: string,
  timeoutMs: number,
): Promise<{ addresses: readonly string[] } | { failure: Failure }> {
  let timer: ReturnType<typeof setTimeout> | undefined
  try {
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(Object.assign(new Error('late'), { code: 'EAI_AGAIN' })), timeoutMs)
    })
    const found = await Promise.race([lookup(host, { all: true }), late])
    return { addresses: found.map(({ address }) => address) }
  } catch (error) {
    return { failure: networkFailure(error, peer) }
  } finally {
    clearTimeout(timer)
  }
}

interface Opening {
  readonly event: 'connect' | 'secureConnect'
  readonly peer: string
  readonly timeoutMs: number
}

function open<S extends Socket>(
  socket: S,
  { event, peer, timeoutMs }: Opening,
  signal: AbortSignal,
): Promise<{ socket: S } | { failure: Failure }> {
  return new Promise((resolve) => {
    const settle = (outcome: { socket: S } | { failure: Failure }) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      if ('failure' in outcome) socket.destroy()
      resolve(outcome)
    }
    const code = event === 'connect' ? 'connect-timeout' : 'tls'
    const what = event === 'connect' ? 'no connection' : 'TLS did not come to terms'
    const timer = setTimeout(
      () => settle({ failure: peerFailure(code, `${what} within ${timeoutMs} ms`, peer) }),
      timeoutMs,
    )
    const onAbort = () => settle({ failure: peerFailure('closed', 'given up while connecting', peer) })
    signal.addEventListener('abort', onAbort, { once: true })
    // Stays: a socket that fails later must not end the process.
    socket.on('error', (error) => settle({ failure: networkFailure(error, peer) }))
    socket.once('close', () => settle({ failure: networkFailure(new Error('closed'), peer) }))
    socket.once(event, () => settle({ socket }))
    if (signal.aborted) onAbort()
  })
}

async function shake(
  socket: Socket,
  of: { host: string; peer: string; timeoutMs: number; ca: string | null },
  signal: AbortSignal,
): Promise<Pick<ListenerProbe, 'failure' | 'certificate'>> {
  const { host, peer, timeoutMs, ca } = of
  // Everything is taken to be looked at: what is wrong with it is what we are here for.
  const tls: TLSSocket = connectTls({
    socket,
    ...serverNameFor(host),
    ...(ca === null ? {} : { ca }),
    rejectUnauthorized: false,
    // Names are compared by us, whatever the chain is worth.
    checkServerIdentity: () => undefined,
    minVersion: 'TLSv1',
  })
  const opened = await open(tls, { event: 'secureConnect', peer, timeoutMs }, signal)
  if ('failure' in opened) return { failure: { ...opened.failure, code: 'tls' }, certificate: null }
  try {
    return { failure: null, certificate: certificateFacts(opened.socket, host) }
  } catch {
    return { failure: peerFailure('tls', 'the certificate cannot be read', peer), certificate: null }
  } finally {
    opened.socket.destroy()
  }
}
