import { childPath } from '../paths.ts'
import type { TreeWriter } from '../tree-writer.ts'
import { configChangeJson } from './znode-json.ts'

/** `ZkNodeChangeNotificationListener`: how long a notification is kept. */
const KEPT_MS = 15 * 60_000
const CONFIG = '/config/'

interface ConfigChangesOptions {
  readonly chroot: string
  readonly now: () => number
}

/** `/config/changes`: a sequential node for each change of settings, purged when a later one comes. */
export class ConfigChanges {
  readonly #tree: TreeWriter
  readonly #options: ConfigChangesOptions

  constructor(tree: TreeWriter, options: ConfigChangesOptions) {
    this.#tree = tree
    this.#options = options
  }

  /** Notifies brokers of the config nodes among `paths`, which were changed. */
  notify(paths: readonly string[]): void {
    const changed = paths.filter((path) => path.startsWith(CONFIG))
    if (changed.length === 0) return
    const parent = `${this.#options.chroot}/config/changes`
    for (const path of changed) {
      const data = configChangeJson(path.slice(CONFIG.length))
      this.#tree.create(`${parent}/config_change_`, data, { naming: 'sequential' })
    }
    for (const name of this.#tree.children(parent)) {
      const ageMs = this.#options.now() - (this.#tree.get(childPath(parent, name))?.stat.ctimeMs ?? 0)
      if (ageMs > KEPT_MS) this.#tree.delete(childPath(parent, name))
    }
  }
}
