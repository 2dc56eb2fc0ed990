import { childPath, nameOf, parentOf } from './paths.ts'
import { NO_CHILDREN, OPEN_ACL, sizeBytesOf, type Znode } from './znode.ts'

/** What a committed transaction did to a node; watches fire on it. */
export interface TreeChange {
  readonly kind: 'created' | 'deleted' | 'data-changed'
  readonly path: string
}

type CommitListener = (changes: readonly TreeChange[]) => void

/**
 * The znodes of an ensemble. All members show the same tree: what matters here is how clients see ZooKeeper, not how
 * it replicates. It only stores; `operations/` holds the rules of what may be written.
 */
export class ZnodeTree {
  readonly #nodes = new Map<string, Znode>()
  readonly #ephemerals = new Map<bigint, Set<string>>()
  readonly #listeners = new Set<CommitListener>()
  #sizeBytes = 0
  #ephemeralCount = 0

  constructor(timeMs: number) {
    this.#nodes.set('/', emptyNode(timeMs))
    for (const path of ['/zookeeper', '/zookeeper/config', '/zookeeper/quota']) this.insert(path, emptyNode(timeMs))
  }

  get(path: string): Znode | undefined {
    // The root answers to the empty path as well, as it does in ZooKeeper.
    return this.#nodes.get(path === '' ? '/' : path)
  }

  /** Nodes, the root included once. */
  get nodeCount(): number {
    return this.#nodes.size
  }

  get ephemeralCount(): number {
    return this.#ephemeralCount
  }

  /** Bytes of all paths and all data. */
  get sizeBytes(): number {
    return this.#sizeBytes
  }

  /** Paths of the ephemeral nodes of a session, oldest first. */
  ephemeralsOf(sessionId: bigint): readonly string[] {
    return [...(this.#ephemerals.get(sessionId) ?? [])]
  }

  /** Every session that owns ephemeral nodes, with their paths. */
  ephemerals(): ReadonlyMap<bigint, ReadonlySet<string>> {
    return this.#ephemerals
  }

  /** Puts a node below a parent that exists. */
  insert(path: string, node: Znode): void {
    this.#nodes.set(path, node)
    const parent = this.#nodes.get(parentOf(path))
    if (parent) addChild(parent, nameOf(path))
    this.#sizeBytes += sizeBytesOf(path, node)
    if (node.ephemeralOwner === 0n) return
    this.#ephemeralCount += 1
    const owned = this.#ephemerals.get(node.ephemeralOwner)
    if (owned) owned.add(path)
    else this.#ephemerals.set(node.ephemeralOwner, new Set([path]))
  }

  remove(path: string): void {
    const node = this.#nodes.get(path)
    if (!node) return
    this.#nodes.delete(path)
    const parent = this.#nodes.get(parentOf(path))
    if (parent) removeChild(parent, nameOf(path))
    this.#sizeBytes -= sizeBytesOf(path, node)
    if (node.ephemeralOwner === 0n) return
    this.#ephemeralCount -= 1
    const owned = this.#ephemerals.get(node.ephemeralOwner)
    owned?.delete(path)
    if (owned?.size === 0) this.#ephemerals.delete(node.ephemeralOwner)
  }

  setData(node: Znode, data: Buffer | null): void {
    this.#sizeBytes += (data?.length ?? 0) - (node.data?.length ?? 0)
    node.data = data
  }

  /** Every path of the tree below `path`, parents before children. */
  *walk(path: string): Generator<string> {
    const node = this.get(path)
    if (!node) return
    yield path
    for (const name of node.children) yield* this.walk(childPath(path, name))
  }

  onCommit(listener: CommitListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  commit(changes: readonly TreeChange[]): void {
    for (const listener of this.#listeners) listener(changes)
  }
}

function addChild(parent: Znode, name: string): void {
  if (parent.children === NO_CHILDREN) parent.children = new Set([name])
  else if (parent.children instanceof Set) parent.children.add(name)
}

function removeChild(parent: Znode, name: string): void {
  if (parent.children instanceof Set && parent.children !== NO_CHILDREN) parent.children.delete(name)
  if (parent.children.size === 0) parent.children = NO_CHILDREN
}

function emptyNode(timeMs: number): Znode {
  return {
    data: null,
    acl: OPEN_ACL,
    czxid: 0n,
    mzxid: 0n,
    pzxid: 0n,
    ctimeMs: timeMs,
    mtimeMs: timeMs,
    version: 0,
    aversion: 0,
    childCreates: 0,
    ephemeralOwner: 0n,
    children: NO_CHILDREN,
  }
}
