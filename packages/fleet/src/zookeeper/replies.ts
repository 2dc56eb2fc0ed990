import type { KeeperErrorCode } from './error-codes.ts'
import { JuteWriter } from './jute-writer.ts'
import { type EventTypeCode, Xid } from './op-codes.ts'
import type { WriteResult } from './operations/write-operation.ts'
import type { WriteReply } from './requests.ts'
import type { AclEntry, Stat } from './znode.ts'

/** `Watcher.Event.KeeperState.SyncConnected`: the only state a serving member speaks of. */
const SYNC_CONNECTED = 3
export const PASSWORD_BYTES = 16

export interface ReplyHeader {
  readonly xid: number
  readonly zxid: bigint
  readonly error: KeeperErrorCode
}

export type ReplyBody = (writer: JuteWriter) => void

/** A reply: without body when there is an error, or nothing to say. */
export function encodeReply({ xid, zxid, error }: ReplyHeader, body: ReplyBody | null): Buffer {
  const writer = new JuteWriter().int(xid).long(zxid).int(error)
  body?.(writer)
  return writer.frame()
}

export interface ConnectReply {
  readonly timeoutMs: number
  readonly sessionId: bigint
  readonly password: Buffer
}

/** The session is not there any more, or the password is not its own: the client has to begin anew. */
export const SESSION_GONE: ConnectReply = { timeoutMs: 0, sessionId: 0n, password: Buffer.alloc(PASSWORD_BYTES) }

export function encodeConnectReply(reply: ConnectReply, readOnly: 'with-read-only' | 'without-read-only'): Buffer {
  const writer = new JuteWriter().int(0).int(reply.timeoutMs).long(reply.sessionId).buffer(reply.password)
  if (readOnly === 'with-read-only') writer.bool(false)
  return writer.frame()
}

export function encodeNotification(type: EventTypeCode, path: string): Buffer {
  return new JuteWriter().int(Xid.notification).long(-1n).int(0).int(type).int(SYNC_CONNECTED).string(path).frame()
}

export function writeStat(writer: JuteWriter, stat: Stat): void {
  writer
    .long(stat.czxid)
    .long(stat.mzxid)
    .long(BigInt(Math.floor(stat.ctimeMs)))
    .long(BigInt(Math.floor(stat.mtimeMs)))
    .int(stat.version)
    .int(stat.cversion)
    .int(stat.aversion)
    .long(stat.ephemeralOwner)
    .int(stat.dataLengthBytes)
    .int(stat.numChildren)
    .long(stat.pzxid)
}

export function writeAcl(writer: JuteWriter, acl: readonly AclEntry[]): void {
  writer.vector(acl, ({ permissions, scheme, id }) => writer.int(permissions).string(scheme).string(id))
}

export function writeResult(writer: JuteWriter, reply: WriteReply, { path, stat }: WriteResult): void {
  if (reply === 'path' || reply === 'path-and-stat') writer.string(path)
  if (reply !== 'nothing' && reply !== 'path' && stat) writeStat(writer, stat)
}
