// Mutated requests against a listening server: it may answer or close, and it goes on serving others.
import { connect, type Socket } from 'node:net'
import { seededRandom } from '../world/random.ts'
import { createMutator } from './mutate.ts'

export interface ServerTarget {
  readonly name: string
  /** Where it listens; clients are spread over all. */
  readonly ports: readonly number[]
  /** What a client says before its first request; null where nothing need be said. */
  readonly greeting: Buffer | null
  /** Valid requests, without their lengths. */
  readonly samples: readonly Buffer[]
  /** How many requests the server has taken in so far, understood or not. */
  taken(): number
  /** Exceptions that requests ended in: none, when all is well. */
  mistakes(): readonly string[]
  /** Connections that the server has open. */
  connections(): number
  /** Resolves when a well-behaved client of its own is served; rejects when it is not. */
  serves(): Promise<void>
}

export interface ServerReport {
  readonly target: string
  /** Sent; how many of them the server read to their end; connections that it took for that. */
  readonly sent: number
  readonly taken: number
  readonly connections: number
  readonly tookMs: number
  /** The longest that a well-behaved client waited, in ms. */
  readonly longestWaitMs: number
}

/** Frames that go out on a connection at once: most do not live to see the last. */
const PIPELINED = 8
const AT_ONCE = 24
/** A server that was told of a frame longer than was sent waits for the rest; so does a group for its members. */
const PATIENCE_MS = 60
const PROBE_EVERY = 2_000

/** Sends until the server has taken in `frames` of them. Equal seeds give equal frames. */
export async function fuzzServer(
  target: ServerTarget,
  { frames, seed }: { readonly frames: number; readonly seed: number },
): Promise<ServerReport> {
  const random = seededRandom(seed).fork(target.name)
  const mutator = createMutator(random)
  const startedAt = performance.now()
  const takenAtFirst = target.taken()
  const total = { sent: 0, connections: 0, longestWaitMs: 0, probedAt: 0 }
  const isDone = () => target.taken() - takenAtFirst >= frames || total.sent > 20 * frames
  const client = async () => {
    while (!isDone()) {
      const batch = Array.from({ length: PIPELINED }, () => framed(mutator.next(target.samples), random.next()))
      total.sent += batch.length
      total.connections += 1
      const port = target.ports[total.connections % target.ports.length] ?? 0
      await attack(port, target.greeting === null ? batch : [framed(target.greeting, 1), ...batch])
    }
  }
  const probe = async () => {
    while (!isDone()) {
      if (total.sent - total.probedAt < PROBE_EVERY) await new Promise((resolve) => setTimeout(resolve, 5))
      else {
        total.probedAt = total.sent
        const began = performance.now()
        await target.serves()
        total.longestWaitMs = Math.max(total.longestWaitMs, performance.now() - began)
      }
    }
  }
  await Promise.all([...Array.from({ length: AT_ONCE }, client), probe()])
  await target.serves()
  for (let turns = 0; turns < 200 && target.connections() > 0; turns += 1)
    await new Promise((wake) => setTimeout(wake, 10))
  const { sent, connections, longestWaitMs } = total
  const taken = target.taken() - takenAtFirst
  return { target: target.name, sent, taken, connections, tookMs: performance.now() - startedAt, longestWaitMs }
}

/** Mostly with its true length, that the request itself is read; now and then with a lie. */
function framed(body: Buffer, chance: number): Buffer {
  const size = Buffer.alloc(4)
  size.writeInt32BE(chance < 0.02 ? Math.floor(chance * 1e9) - 100 : body.length)
  return Buffer.concat([size, body])
}

/** Connects, says it all, and leaves when the server has closed or says no more. */
function attack(port: number, frames: readonly Buffer[]): Promise<void> {
  return new Promise((resolve) => {
    const socket: Socket = connect({ port, host: '127.0.0.1' })
    const leave = () => socket.resetAndDestroy()
    let patience = setTimeout(leave, 5_000)
    const wait = () => {
      clearTimeout(patience)
      patience = setTimeout(leave, PATIENCE_MS)
    }
    socket.on('connect', () => {
      socket.write(Buffer.concat(frames))
      wait()
    })
    socket.on('data', wait)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearTimeout(patience)
      resolve()
    })
  })
}
