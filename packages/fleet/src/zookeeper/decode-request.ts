import { decodeMulti, decodeWrite } from './decode-write.ts'
import { KeeperError } from './error-codes.ts'
import { JuteReader } from './jute-reader.ts'
import { OpCode } from './op-codes.ts'
import type { ClientRequest, ConnectRequest, ReadRequest, RequestBody } from './requests.ts'
import type { WatchMode, WatchScope } from './watches.ts'

const HEADER_BYTES = 8

/** The first frame of a connection; null when it is none (`org.apache.zookeeper.proto.ConnectRequest`). */
export function decodeConnect(frame: Buffer): ConnectRequest | null {
  const reader = new JuteReader(frame)
  reader.int() // the protocol's version has never been other than 0
  const lastZxidSeen = reader.long()
  const timeoutMs = reader.int()
  const sessionId = reader.long()
  const password = reader.buffer() ?? Buffer.alloc(0)
  if (reader.failed) return null
  return { lastZxidSeen, timeoutMs, sessionId, password, knowsReadOnly: reader.remainingBytes > 0 }
}

/**
 * A request of a connected client: any bytes give a value. A known header with a broken body is `unserved`, as a
 * server answers it with MARSHALLINGERROR; null when not even the header is there.
 */
export function decodeRequest(frame: Buffer): ClientRequest | null {
  if (frame.length < HEADER_BYTES) return null
  const reader = new JuteReader(frame)
  const xid = reader.int()
  const type = reader.int()
  const body = decodeBody(type, reader)
  const name = NAMES[type] ?? 'NA'
  return { xid, type, name, body: reader.failed ? { kind: 'unserved', error: KeeperError.marshallingError } : body }
}

/** Whether the leader has a say in the request that stands in `frame`. */
export function isUpdate(frame: Buffer): boolean {
  return frame.length >= HEADER_BYTES && UPDATES.has(frame.readInt32BE(4))
}

const UPDATES: ReadonlySet<number> = new Set([
  OpCode.create,
  OpCode.create2,
  OpCode.delete,
  OpCode.setData,
  OpCode.setAcl,
  OpCode.check,
  OpCode.multi,
  OpCode.sync,
  OpCode.closeSession,
])

function decodeBody(type: number, reader: JuteReader): RequestBody {
  const write = decodeWrite(type, reader)
  if (write) return { kind: 'write', ...write }
  const read = decodeRead(type, reader)
  if (read) return { kind: 'read', read }
  return BODIES[type]?.(reader) ?? { kind: 'unserved', error: KeeperError.unimplemented }
}

const READ_KINDS: Readonly<Record<number, ReadRequest['kind']>> = {
  [OpCode.exists]: 'exists',
  [OpCode.getData]: 'data',
  [OpCode.getChildren]: 'children',
  [OpCode.getChildren2]: 'children-and-stat',
}

function decodeRead(type: number, reader: JuteReader): ReadRequest | null {
  const kind = READ_KINDS[type]
  if (kind === undefined) return null
  return { kind, path: reader.string() ?? '', watch: reader.bool() ? 'watch' : 'no-watch' }
}

const BODIES: Readonly<Record<number, (reader: JuteReader) => RequestBody>> = {
  [OpCode.ping]: () => ({ kind: 'ping' }),
  [OpCode.whoAmI]: () => ({ kind: 'who-am-i' }),
  [OpCode.closeSession]: () => ({ kind: 'close-session' }),
  [OpCode.auth]: (reader) => {
    reader.int()
    return { kind: 'auth', scheme: reader.string() ?? '', auth: reader.buffer() ?? Buffer.alloc(0) }
  },
  [OpCode.multi]: (reader) => {
    const writes = decodeMulti(reader, decodeWrite)
    return writes ? { kind: 'multi', writes } : { kind: 'unserved', error: KeeperError.marshallingError }
  },
  [OpCode.multiRead]: (reader) => {
    const reads = decodeMulti(reader, (type, ops) =>
      type === OpCode.getData || type === OpCode.getChildren ? decodeRead(type, ops) : null,
    )
    return reads ? { kind: 'multi-read', reads } : { kind: 'unserved', error: KeeperError.marshallingError }
  },
  [OpCode.getAcl]: (reader) => ({ kind: 'acl', path: reader.string() ?? '' }),
  [OpCode.getAllChildrenNumber]: (reader) => ({ kind: 'descendant-count', path: reader.string() ?? '' }),
  [OpCode.getEphemerals]: (reader) => ({ kind: 'ephemerals', path: reader.string() ?? '' }),
  [OpCode.sync]: (reader) => ({ kind: 'sync', path: reader.string() ?? '' }),
  [OpCode.setWatches]: (reader) => decodeSetWatches(reader, []),
  [OpCode.setWatches2]: (reader) => decodeSetWatches(reader, ['persistent', 'recursive']),
  [OpCode.addWatch]: (reader) => ({
    kind: 'add-watch',
    path: reader.string() ?? '',
    mode: WATCH_MODES[reader.int()] ?? null,
  }),
  [OpCode.checkWatches]: (reader) => ({ kind: 'check-watches', ...decodeScope(reader) }),
  [OpCode.removeWatches]: (reader) => ({ kind: 'remove-watches', ...decodeScope(reader) }),
}

function decodeSetWatches(reader: JuteReader, lasting: readonly ('persistent' | 'recursive')[]): RequestBody {
  const paths = () => (reader.vector(() => reader.string()) ?? []).filter((path) => path !== null)
  const watches = { relativeZxid: reader.long(), data: paths(), exists: paths(), children: paths() }
  const [persistent, recursive] = lasting.length === 0 ? [[], []] : [paths(), paths()]
  return { kind: 'set-watches', watches: { ...watches, persistent, recursive } }
}

const WATCH_MODES: Readonly<Record<number, WatchMode>> = { 0: 'persistent', 1: 'persistent-recursive' }
const WATCH_SCOPES: Readonly<Record<number, WatchScope>> = { 1: 'children', 2: 'data', 3: 'any' }

function decodeScope(reader: JuteReader): { path: string; scope: WatchScope | null } {
  return { path: reader.string() ?? '', scope: WATCH_SCOPES[reader.int()] ?? null }
}

/** Last operation of a connection in `cons` (`org.apache.zookeeper.server.FinalRequestProcessor`). */
const NAMES: Readonly<Record<number, string>> = {
  [OpCode.create]: 'CREA',
  [OpCode.create2]: 'CREA',
  [OpCode.delete]: 'DELE',
  [OpCode.exists]: 'EXIS',
  [OpCode.getData]: 'GETD',
  [OpCode.setData]: 'SETD',
  [OpCode.getAcl]: 'GETA',
  [OpCode.setAcl]: 'SETA',
  [OpCode.getChildren]: 'GETC',
  [OpCode.getChildren2]: 'GETC',
  [OpCode.getAllChildrenNumber]: 'GETACN',
  [OpCode.getEphemerals]: 'GETE',
  [OpCode.sync]: 'SYNC',
  [OpCode.ping]: 'PING',
  [OpCode.check]: 'CHEC',
  [OpCode.multi]: 'MULT',
  [OpCode.multiRead]: 'MLTR',
  [OpCode.setWatches]: 'SETW',
  [OpCode.setWatches2]: 'STW2',
  [OpCode.addWatch]: 'ADDW',
  [OpCode.whoAmI]: 'HOMI',
  [OpCode.checkWatches]: 'CHKW',
  [OpCode.removeWatches]: 'REMW',
  [OpCode.closeSession]: 'CLOS',
}
