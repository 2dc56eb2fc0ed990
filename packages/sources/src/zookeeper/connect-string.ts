import { addressOf, parseAddress } from '../kafka/link/address.ts'

export interface ZooKeeperConnect {
  /** `host:port`, each once. */
  readonly addresses: readonly string[]
  /** `/` when none is given. */
  readonly chroot: string
}

const DEFAULT_PORT = 2181

/** Parses `host:port[,host:port …][/chroot]` as Kafka's `zookeeper.connect`. Parts that are no address are left out. */
export function parseConnectString(text: string): ZooKeeperConnect {
  const slash = text.indexOf('/')
  const hosts = slash < 0 ? text : text.slice(0, slash)
  const chroot = slash < 0 ? '/' : text.slice(slash).trim().replace(/\/+$/, '') || '/'
  const addresses = hosts.split(',').flatMap((part) => {
    const host = part.trim()
    if (host === '') return []
    const parsed = parseAddress(host) ?? (/^[^:[\]\s]+$/.test(host) ? addressOf(host, DEFAULT_PORT) : null)
    return parsed ? [parsed.address] : []
  })
  return { addresses: [...new Set(addresses)], chroot }
}
