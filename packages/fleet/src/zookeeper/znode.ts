import { Permission } from './op-codes.ts'

export interface Identity {
  /** `world`, `digest`, `ip`. */
  readonly scheme: string
  readonly id: string
}

export interface AclEntry extends Identity {
  /** Bits of `Permission`. */
  readonly permissions: number
}

export const OPEN_ACL: readonly AclEntry[] = [{ permissions: Permission.all, scheme: 'world', id: 'anyone' }]

/** One node of the tree as it is kept. */
export interface Znode {
  data: Buffer | null
  acl: readonly AclEntry[]
  readonly czxid: bigint
  mzxid: bigint
  pzxid: bigint
  readonly ctimeMs: number
  mtimeMs: number
  version: number
  aversion: number
  /** Children ever created below: the source of sequence numbers and of cversion. */
  childCreates: number
  /** 0n = the node is persistent. */
  readonly ephemeralOwner: bigint
  /** Names; `NO_CHILDREN` until there is one: most nodes are leaves, and a set for each would cost more than they. */
  children: ReadonlySet<string>
}

export const NO_CHILDREN: ReadonlySet<string> = new Set()

/** What a client is told of a node (`org.apache.zookeeper.data.Stat`). */
export interface Stat {
  readonly czxid: bigint
  readonly mzxid: bigint
  readonly ctimeMs: number
  readonly mtimeMs: number
  readonly version: number
  readonly cversion: number
  readonly aversion: number
  readonly ephemeralOwner: bigint
  readonly dataLengthBytes: number
  readonly numChildren: number
  readonly pzxid: bigint
}

export function statOf(node: Znode): Stat {
  return {
    czxid: node.czxid,
    mzxid: node.mzxid,
    ctimeMs: node.ctimeMs,
    mtimeMs: node.mtimeMs,
    version: node.version,
    // Creations and deletions both count; deletions are the creations that are not there any more.
    cversion: 2 * node.childCreates - node.children.size,
    aversion: node.aversion,
    ephemeralOwner: node.ephemeralOwner,
    dataLengthBytes: node.data?.length ?? 0,
    numChildren: node.children.size,
    pzxid: node.pzxid,
  }
}

/** A node's bytes in the text `approximate_data_size` counts: its path and its data. */
export function sizeBytesOf(path: string, node: Znode): number {
  return path.length + (node.data?.length ?? 0)
}
