import { type Caller, mayAccess } from '../access.ts'
import { done, KeeperError, type Outcome, refused } from '../error-codes.ts'
import type { JuteWriter } from '../jute-writer.ts'
import { Permission } from '../op-codes.ts'
import { type ReplyBody, writeAcl, writeStat } from '../replies.ts'
import type { ReadRequest } from '../requests.ts'
import type { ZnodeTree } from '../tree.ts'
import type { Watcher, WatchTable } from '../watches.ts'
import { type AclEntry, statOf, type Znode } from '../znode.ts'

/** What a read is served from, and for whom. */
export interface Reader {
  readonly tree: ZnodeTree
  readonly watches: WatchTable
  readonly watcher: Watcher
  readonly caller: Caller
}

/** Serves exists, getData, getChildren and getChildren2; sets the watch that came with them. */
export function read({ kind, path, watch }: ReadRequest, reader: Reader): Outcome<ReplyBody> {
  const node = reader.tree.get(path)
  // exists may watch what is not there yet: the one read whose refusal leaves a watch.
  if (watch === 'watch' && (node ? mayRead(node, reader) : kind === 'exists')) {
    reader.watches.add(kind === 'exists' || kind === 'data' ? 'data' : 'children', path, reader.watcher)
  }
  if (!node) return refused(KeeperError.noNode)
  if (!mayRead(node, reader)) return refused(KeeperError.noAuth)
  return done((writer) => writeRead(writer, kind, node))
}

/** The body of one of the answers in a multiRead: it has no stat for children. */
export function writeRead(writer: JuteWriter, kind: ReadRequest['kind'], node: Znode): void {
  if (kind === 'data') writer.buffer(node.data)
  if (kind === 'children' || kind === 'children-and-stat')
    writer.vector([...node.children], (name) => writer.string(name))
  if (kind !== 'children') writeStat(writer, statOf(node))
}

/** getACL: who may not administer the node does not see the digests (ZOOKEEPER-1392). */
export function readAcl(path: string, { tree, caller }: Reader): Outcome<ReplyBody> {
  const node = tree.get(path)
  if (!node) return refused(KeeperError.noNode)
  if (!mayAccess(node, Permission.read | Permission.admin, caller)) return refused(KeeperError.noAuth)
  const acl = mayAccess(node, Permission.admin, caller) ? node.acl : node.acl.map(withoutDigest)
  return done((writer) => {
    writeAcl(writer, acl)
    writeStat(writer, statOf(node))
  })
}

/** getAllChildrenNumber: nodes below `path`, at any depth. */
export function countDescendants(path: string, reader: Reader): Outcome<ReplyBody> {
  const node = reader.tree.get(path)
  if (!node) return refused(KeeperError.noNode)
  if (!mayRead(node, reader)) return refused(KeeperError.noAuth)
  let count = -1
  for (const _ of reader.tree.walk(path === '' ? '/' : path)) count += 1
  return done((writer) => writer.int(count))
}

function mayRead(node: Znode, { caller }: Reader): boolean {
  return mayAccess(node, Permission.read, caller)
}

function withoutDigest(entry: AclEntry): AclEntry {
  return entry.scheme === 'digest' ? { ...entry, id: entry.id.replace(/:.*/, ':x') } : entry
}
