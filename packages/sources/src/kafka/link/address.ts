export interface Address {
  readonly host: string
  readonly port: number
  /** `host:port`, IPv6 in brackets. */
  readonly address: string
}

/** Parses `host:port`; IPv6 as `[::1]:9092`. Null when it is neither. */
export function parseAddress(text: string): Address | null {
  const match = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text.trim())
  const port = Number(match?.[3])
  const host = match?.[1] ?? match?.[2]
  if (!host || !(port >= 1 && port <= 65_535)) return null
  return addressOf(host, port)
}

export function addressOf(host: string, port: number): Address {
  return { host, port, address: host.includes(':') ? `[${host}]:${port}` : `${host}:${port}` }
}
