import { createRequire } from 'node:module'

/** The parts of node-zookeeper-client (which brings no types) that the tests use, with promises for callbacks. */
export interface TestClient extends Disposable {
  readonly raw: RawClient
  /** States in the order they came: SYNC_CONNECTED, DISCONNECTED, EXPIRED … */
  readonly states: readonly string[]
  waitFor(state: string): Promise<void>
  call<T = unknown>(method: string, ...args: readonly unknown[]): Promise<T>
}

export interface RawStat {
  readonly version: number
  readonly cversion: number
  readonly aversion: number
  readonly dataLength: number
  readonly numChildren: number
  readonly ephemeralOwner: Buffer
}

export interface WatchedEvent {
  readonly name: string
  readonly path: string
}

interface RawClient {
  connect(): void
  close(): void
  on(event: string, listener: (...args: never[]) => void): void
  addAuthInfo(scheme: string, auth: Buffer): void
  getSessionId(): Buffer
  getSessionPassword(): Buffer
  transaction(): RawTransaction
  readonly [method: string]: unknown
}

export interface RawTransaction {
  create(path: string, data?: Buffer): RawTransaction
  setData(path: string, data: Buffer, version?: number): RawTransaction
  check(path: string, version?: number): RawTransaction
  remove(path: string, version?: number): RawTransaction
  commit(
    callback: (error: Error | null, results: readonly { readonly type: number; readonly err?: number }[]) => void,
  ): void
}

interface Library {
  createClient(connectString: string, options: Record<string, unknown>): RawClient
  readonly CreateMode: {
    readonly EPHEMERAL: number
    readonly PERSISTENT_SEQUENTIAL: number
    readonly EPHEMERAL_SEQUENTIAL: number
  }
  readonly ACL: { readonly CREATOR_ALL_ACL: readonly unknown[]; readonly READ_ACL_UNSAFE: readonly unknown[] }
}

const library = createRequire(import.meta.url)('node-zookeeper-client') as Library
export const { CreateMode, ACL } = library

/** A connected client of the library that the console could use itself. */
export async function zooKeeperClient(connectString: string, sessionTimeout = 30_000): Promise<TestClient> {
  const raw = library.createClient(connectString, { sessionTimeout, spinDelay: 10, retries: 0 })
  const states: string[] = []
  const waiting: (() => void)[] = []
  raw.on('state', (state: { readonly name: string }) => {
    states.push(state.name)
    for (const look of [...waiting]) look()
  })
  const client: TestClient = {
    raw,
    states,
    waitFor: (state) =>
      new Promise((resolve) => {
        const seen = states.length
        waiting.push(() => states.includes(state, seen) && resolve())
      }),
    call: (method, ...args) =>
      new Promise((resolve, reject) => {
        const fn = raw[method] as (...args: readonly unknown[]) => void
        fn.call(raw, ...args, (error: Error | null, ...values: readonly unknown[]) =>
          error ? reject(error) : resolve((values.length > 1 ? values : values[0]) as never),
        )
      }),
    [Symbol.dispose]: () => raw.close(),
  }
  const connected = client.waitFor('SYNC_CONNECTED')
  raw.connect()
  await connected
  return client
}
