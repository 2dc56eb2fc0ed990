import type { FailureCode } from '@perigee/domain'
import type { Acl, Client, ClientError, Stat } from 'node-zookeeper-client'

/** KeeperException.Code, as far as reading can meet it. */
const NO_NODE = -101
const NO_AUTH = -102
const SESSION_EXPIRED = -112
const AUTH_FAILED = -115

/** The client joins its buffers anew with each frame that arrives: many requests at once cost it the square of them. */
const MAX_IN_FLIGHT = 64

/** A read that brought nothing. */
export class ReadError extends Error {
  readonly code: FailureCode
  constructor(code: FailureCode, message: string) {
    super(message)
    this.code = code
  }
}

export interface Znode {
  readonly data: string
  readonly stat: Stat
}

/** Reads of one client, each with its deadline. Null = there is no such node. Everything else rejects with {@link ReadError}. */
export interface Reads {
  exists(path: string): Promise<Stat | null>
  get(path: string): Promise<Znode | null>
  children(path: string): Promise<readonly string[] | null>
  acl(path: string): Promise<readonly Acl[] | null>
}

/**
 * `onMute` is told of every read that got no answer within `timeoutMs`: the client itself never notices, and calls back
 * never for what was queued when its session ended.
 */
export function readsOf(client: Client, timeoutMs: number, onMute: () => void): Reads {
  const limit = atMost(MAX_IN_FLIGHT)
  const read = <T>(path: string, ask: (done: Done<T>) => void) =>
    limit(() => answerOf<T>(ask, { path, timeoutMs, onMute }))
  return {
    exists: (path) =>
      read<Stat | null>(path, (done) => client.exists(path, (error, stat) => done(error, stat ?? null))),
    get: (path) =>
      read<Znode>(path, (done) =>
        client.getData(path, (error, data, stat) => done(error, { data: data?.toString('utf8') ?? '', stat })),
      ),
    children: (path) => read<readonly string[]>(path, (done) => client.getChildren(path, done)),
    acl: (path) => read<readonly Acl[]>(path, (done) => client.getACL(path, done)),
  }
}

type Done<T> = (error: ClientError | null | undefined, value: T) => void

interface Asked {
  readonly path: string
  readonly timeoutMs: number
  readonly onMute: () => void
}

function answerOf<T>(ask: (done: Done<T>) => void, { path, timeoutMs, onMute }: Asked): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new ReadError('timeout', `no answer within ${timeoutMs} ms to a read of ${path}`))
      onMute()
    }, timeoutMs)
    ask((error, value) => {
      clearTimeout(timer)
      if (!error) return resolve(value)
      if (error.code === NO_NODE) return resolve(null)
      reject(readError(error, path))
    })
  })
}

function readError(error: ClientError, path: string): ReadError {
  if (error.code === NO_AUTH) return new ReadError('forbidden', `the ACL of ${path} does not let us read it`)
  if (error.code === AUTH_FAILED) return new ReadError('authentication', 'the node refused our digest')
  if (error.code === SESSION_EXPIRED) return new ReadError('closed', 'our session has expired')
  return new ReadError('closed', `the connection was lost during a read of ${path}`)
}

function atMost(limit: number): <T>(run: () => Promise<T>) => Promise<T> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (run) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await run()
    } finally {
      // Whoever waits takes over this place: the count stays.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
