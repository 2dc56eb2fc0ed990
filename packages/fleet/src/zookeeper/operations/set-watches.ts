import { EventType } from '../op-codes.ts'
import type { SetWatchesRequest } from '../requests.ts'
import type { Reader } from './read.ts'

/**
 * Sets again what a client watched on its former connection. What has changed since the last zxid the client saw is
 * told at once (`DataTree.setWatches`).
 */
export function setWatches(request: SetWatchesRequest, { tree, watches, watcher }: Reader): void {
  for (const path of request.data) {
    const node = tree.get(path)
    if (!node) watcher.notify(EventType.deleted, path)
    else if (node.mzxid > request.relativeZxid) watcher.notify(EventType.dataChanged, path)
    else watches.add('data', path, watcher)
  }
  for (const path of request.exists) {
    if (tree.get(path)) watcher.notify(EventType.created, path)
    else watches.add('data', path, watcher)
  }
  for (const path of request.children) {
    const node = tree.get(path)
    if (!node) watcher.notify(EventType.deleted, path)
    else if (node.pzxid > request.relativeZxid) watcher.notify(EventType.childrenChanged, path)
    else watches.add('children', path, watcher)
  }
  for (const path of request.persistent) watches.addPersistent('persistent', path, watcher)
  for (const path of request.recursive) watches.addPersistent('persistent-recursive', path, watcher)
}
