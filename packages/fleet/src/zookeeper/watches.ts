import { EventType, type EventTypeCode } from './op-codes.ts'
import { parentOf } from './paths.ts'
import type { TreeChange } from './tree.ts'

/** Whoever set a watch: a client's connection. */
export interface Watcher {
  notify(type: EventTypeCode, path: string): void
}

/** `any` stands for both kinds when watches are looked for or removed (`Watcher.WatcherType`). */
export type WatchKind = 'data' | 'children'
export type WatchScope = WatchKind | 'any'
export type WatchMode = 'persistent' | 'persistent-recursive'

/**
 * The watches that one member keeps for its connections. Watches on data and on children fire once; persistent ones
 * (ZooKeeper 3.6) stay until they are removed or their connection ends.
 */
export class WatchTable {
  readonly #data = new PathWatchers()
  readonly #children = new PathWatchers()
  readonly #persistent = new PathWatchers()
  readonly #recursive = new PathWatchers()

  get count(): number {
    return this.dataCount + this.#children.count
  }

  /** Watches on data, and the lasting ones: what wchs, wchc and wchp know of (`DataTree.dumpWatches`). */
  get dataCount(): number {
    return this.#dataTables().reduce((sum, table) => sum + table.count, 0)
  }

  add(kind: WatchKind, path: string, watcher: Watcher): void {
    this.#once(kind).add(path, watcher)
  }

  addPersistent(mode: WatchMode, path: string, watcher: Watcher): void {
    this.#lasting(mode).add(path, watcher)
  }

  has(scope: WatchScope, path: string, watcher: Watcher): boolean {
    return this.#inScope(scope).some((table) => table.has(path, watcher))
  }

  /** Whether there was anything to remove. */
  remove(scope: WatchScope, path: string, watcher: Watcher): boolean {
    return this.#inScope(scope)
      .map((table) => table.delete(path, watcher))
      .includes(true)
  }

  removeAll(watcher: Watcher): void {
    for (const table of this.#tables()) table.deleteAll(watcher)
  }

  /** Paths of which each connection watches the data. */
  dataByWatcher(): ReadonlyMap<Watcher, ReadonlySet<string>> {
    const paths = new Map<Watcher, Set<string>>()
    for (const table of this.#dataTables()) {
      for (const [watcher, watched] of table.byWatcher) {
        paths.set(watcher, new Set([...(paths.get(watcher) ?? []), ...watched]))
      }
    }
    return paths
  }

  fire(changes: readonly TreeChange[]): void {
    if (this.count === 0) return
    for (const { kind, path } of changes) {
      if (kind === 'data-changed') this.#tell(EventType.dataChanged, path, [this.#data])
      else {
        const type = kind === 'created' ? EventType.created : EventType.deleted
        this.#tell(type, path, kind === 'created' ? [this.#data] : [this.#data, this.#children])
        this.#tell(EventType.childrenChanged, parentOf(path), [this.#children])
      }
    }
  }

  #tell(type: EventTypeCode, path: string, tables: readonly PathWatchers[]): void {
    // One who watches data and children of a node learns once that it is gone.
    const watchers = new Set(tables.flatMap((table) => table.take(path)))
    for (const watcher of this.#persistent.at(path)) watchers.add(watcher)
    // Recursive watches speak of each node below by itself, never of "children".
    if (type !== EventType.childrenChanged && this.#recursive.count > 0) {
      for (const ancestor of selfAndAncestors(path)) {
        for (const watcher of this.#recursive.at(ancestor)) watchers.add(watcher)
      }
    }
    for (const watcher of watchers) watcher.notify(type, path)
  }

  #once(kind: WatchKind): PathWatchers {
    return kind === 'data' ? this.#data : this.#children
  }

  #lasting(mode: WatchMode): PathWatchers {
    return mode === 'persistent' ? this.#persistent : this.#recursive
  }

  #inScope(scope: WatchScope): readonly PathWatchers[] {
    return scope === 'any' ? this.#tables() : [this.#once(scope)]
  }

  #dataTables(): readonly PathWatchers[] {
    return [this.#data, this.#persistent, this.#recursive]
  }

  #tables(): readonly PathWatchers[] {
    return [this.#data, this.#children, this.#persistent, this.#recursive]
  }
}

function selfAndAncestors(path: string): string[] {
  const paths = [path]
  for (let at = path; at !== '/'; ) {
    at = parentOf(at)
    paths.push(at)
  }
  return paths
}

class PathWatchers {
  readonly byWatcher = new Map<Watcher, Set<string>>()
  readonly #byPath = new Map<string, Set<Watcher>>()
  count = 0

  add(path: string, watcher: Watcher): void {
    if (this.has(path, watcher)) return
    this.count += 1
    setOf(this.#byPath, path).add(watcher)
    setOf(this.byWatcher, watcher).add(path)
  }

  has(path: string, watcher: Watcher): boolean {
    return this.#byPath.get(path)?.has(watcher) ?? false
  }

  at(path: string): readonly Watcher[] {
    return [...(this.#byPath.get(path) ?? [])]
  }

  take(path: string): readonly Watcher[] {
    const watchers = this.at(path)
    for (const watcher of watchers) this.delete(path, watcher)
    return watchers
  }

  delete(path: string, watcher: Watcher): boolean {
    if (!this.has(path, watcher)) return false
    this.count -= 1
    drop(this.#byPath, path, watcher)
    drop(this.byWatcher, watcher, path)
    return true
  }

  deleteAll(watcher: Watcher): void {
    for (const path of [...(this.byWatcher.get(watcher) ?? [])]) this.delete(path, watcher)
  }
}

function setOf<K, V>(map: Map<K, Set<V>>, key: K): Set<V> {
  const found = map.get(key) ?? new Set<V>()
  map.set(key, found)
  return found
}

function drop<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const values = map.get(key)
  values?.delete(value)
  if (values?.size === 0) map.delete(key)
}
