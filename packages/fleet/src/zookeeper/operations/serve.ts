import { type Caller, digestIdentity } from '../access.ts'
import { done, KeeperError, type KeeperErrorCode, type Outcome, refused } from '../error-codes.ts'
import type { ReplicatedState } from '../replicated-state.ts'
import { type ReplyBody, writeResult } from '../replies.ts'
import type { ClientRequest, RequestBody, WriteRequest } from '../requests.ts'
import type { Session } from '../session.ts'
import type { Watcher, WatchTable } from '../watches.ts'
import type { Identity } from '../znode.ts'
import { multiReadReply, multiReply } from './multi.ts'
import { countDescendants, type Reader, read, readAcl } from './read.ts'
import { setWatches } from './set-watches.ts'

/** Whom a request is served for, and with what. */
export interface Service {
  readonly state: ReplicatedState
  readonly watches: WatchTable
  readonly watcher: Watcher
  readonly session: Session
  /** Grows as the client proves more of itself. */
  readonly identities: Identity[]
}

export interface Served {
  readonly error: KeeperErrorCode
  readonly body: ReplyBody | null
  readonly afterwards: 'stay' | 'close'
}

/** Serves one request of a connected client. Any request gives an answer; nothing throws. */
export function serve({ body }: ClientRequest, service: Service): Served {
  if (body.kind === 'close-session') {
    service.state.endSession(service.session, 'closed')
    return { error: KeeperError.ok, body: null, afterwards: 'close' }
  }
  if (body.kind === 'auth') return authenticate(body.scheme, body.auth, service)
  const outcome = answer(body, service)
  if (outcome.ok) return { error: KeeperError.ok, body: outcome.value, afterwards: 'stay' }
  // A type that no server knows ends the connection after its answer (UnimplementedRequestProcessor).
  const isUnknown = body.kind === 'unserved' && body.error === KeeperError.unimplemented
  return { error: outcome.error, body: null, afterwards: isUnknown ? 'close' : 'stay' }
}

type Answer = Outcome<ReplyBody | null>

function answer(body: Exclude<RequestBody, { kind: 'auth' | 'close-session' }>, service: Service): Answer {
  const caller: Caller = { identities: service.identities }
  const reader: Reader = { ...service, tree: service.state.tree, caller }
  switch (body.kind) {
    case 'ping':
      return done(null)
    case 'who-am-i':
      return done((writer) => writer.vector(service.identities, (own) => writer.string(own.scheme).string(userOf(own))))
    case 'write':
      return write(body, service)
    case 'multi':
      return done(multiReply(body.writes, transact(body.writes, service)))
    case 'read':
      return read(body.read, reader)
    case 'multi-read':
      return done(multiReadReply(body.reads, reader))
    case 'acl':
      return readAcl(body.path, reader)
    case 'descendant-count':
      return countDescendants(body.path, reader)
    case 'ephemerals':
      return done((writer) => writer.vector(ownEphemerals(body.path, service), (path) => writer.string(path)))
    case 'sync':
      // Every member shows the same tree: there is nothing to catch up with.
      return done((writer) => writer.string(body.path))
    case 'unserved':
      return refused(body.error)
    default:
      return serveWatches(body, reader)
  }
}

type WatchBody = Extract<RequestBody, { kind: 'set-watches' | 'add-watch' | 'check-watches' | 'remove-watches' }>

function serveWatches(body: WatchBody, reader: Reader): Answer {
  const { watches, watcher } = reader
  if (body.kind === 'set-watches') {
    setWatches(body.watches, reader)
    return done(null)
  }
  if (body.kind === 'add-watch') {
    if (body.mode === null) return refused(KeeperError.badArguments)
    watches.addPersistent(body.mode, body.path, watcher)
    return done((writer) => writer.int(KeeperError.ok))
  }
  if (body.scope === null) return refused(KeeperError.badArguments)
  const found =
    body.kind === 'check-watches'
      ? watches.has(body.scope, body.path, watcher)
      : watches.remove(body.scope, body.path, watcher)
  return found ? done(null) : refused(KeeperError.noWatcher)
}

function write(request: WriteRequest, service: Service): Answer {
  const result = transact([request], service)
  if (!result.ok) return refused(result.error)
  const own = result.results[0]
  return done(own && request.reply !== 'nothing' ? (writer) => writeResult(writer, request.reply, own) : null)
}

function transact(writes: readonly WriteRequest[], { state, session, identities }: Service) {
  return state.write(
    writes.map(({ operation }) => operation),
    { sessionId: session.id, caller: { identities } },
  )
}

function ownEphemerals(prefix: string, { state, session }: Service): readonly string[] {
  return state.tree.ephemeralsOf(session.id).filter((path) => path.startsWith(prefix))
}

/** A digest's user; the identity itself for other schemes. */
function userOf({ scheme, id }: Identity): string {
  return scheme === 'digest' ? id.slice(0, Math.max(id.indexOf(':'), 0)) : id
}

/** Every digest is accepted: it proves who one is, the ACLs say what that allows. Other schemes are refused. */
function authenticate(scheme: string, auth: Buffer, { identities }: Service): Served {
  if (scheme === 'ip') return { error: KeeperError.ok, body: null, afterwards: 'stay' }
  if (scheme !== 'digest') return { error: KeeperError.authFailed, body: null, afterwards: 'close' }
  const identity = digestIdentity(auth.toString('utf8'))
  if (!identities.some(({ id }) => id === identity.id)) identities.push(identity)
  return { error: KeeperError.ok, body: null, afterwards: 'stay' }
}
