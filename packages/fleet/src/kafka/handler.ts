import type { Fault } from '../faults/fault.ts'
import type { Api } from '../wire/index.ts'
import type { Broker, Controller } from '../world/broker.ts'
import type { Cluster } from '../world/cluster.ts'
import type { Connection } from './connection-state.ts'
import type { ErrorBook } from './error-book.ts'

/** What a handler knows of the request besides its body. */
export interface RequestContext {
  readonly cluster: Cluster
  /** The node that was asked. */
  readonly node: Broker | Controller
  readonly version: number
  readonly clientId: string | null
  /** Epoch ms. */
  readonly now: number
  readonly connection: Connection
  /** Errors that a test or scenario wants this node to answer. */
  readonly errors: ErrorBook
  /** Faults that strike this answer. */
  readonly struck: readonly Fault[]
  /** Runs later on the world's clock; gives what takes it back. */
  after(delayMs: number, run: () => void): () => void
}

/** Answers one API. A body that is already encoded may be returned instead of a value. */
export interface Handler {
  readonly api: { readonly key: number; readonly name: string; readonly flexibleFrom: number }
  handle(body: Buffer, context: RequestContext): Promise<Buffer> | Buffer
}

export function handler<Req, ReqIn, Res, ResIn>(
  api: Api<Req, ReqIn, Res, ResIn>,
  answer: (request: Req, context: RequestContext) => Promise<ResIn | Buffer> | ResIn | Buffer,
): Handler {
  const encode = (value: ResIn | Buffer, { version, struck }: RequestContext) =>
    Buffer.isBuffer(value) ? value : api.writeResponse(throttled(value, struck), version)
  return {
    api,
    handle(body, context) {
      const value = answer(api.readRequest(body, context.version), context)
      if (value instanceof Promise) return value.then((one) => encode(one, context))
      return encode(value, context)
    },
  }
}

function throttled<ResIn>(value: ResIn, struck: readonly Fault[]): ResIn {
  const throttle = struck.find((one) => one.kind === 'throttle')
  return throttle === undefined ? value : { ...value, throttleTimeMs: throttle.byMs }
}
