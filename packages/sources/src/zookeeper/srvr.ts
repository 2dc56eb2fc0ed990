import type { ZooKeeperRole } from '@perigee/domain'

/** What a node says of itself in answer to `srvr`. */
export type Srvr =
  | { readonly kind: 'serving'; readonly facts: SrvrFacts; readonly depth: SrvrDepth }
  /** The process runs but is not part of a quorum. */
  | { readonly kind: 'not-serving' }
  /** The word is not in `4lw.commands.whitelist`. */
  | { readonly kind: 'not-allowed' }
  | { readonly kind: 'garbage' }

export interface SrvrFacts {
  /** Null for roles that serve no writes, such as read-only. */
  readonly role: ZooKeeperRole | null
  readonly version: string | null
  /** Average time a request took since the node started, in ms. */
  readonly latencyMs: number | null
  readonly connections: number | null
  readonly outstanding: number | null
  readonly znodes: number | null
}

/** What only the reading in depth wants. */
export interface SrvrDepth {
  /** Of its last transaction. */
  readonly zxid: { readonly epoch: number; readonly counter: number } | null
  /** Since the node started, or its statistics were reset, in ms. */
  readonly minLatencyMs: number | null
  readonly maxLatencyMs: number | null
}

const ROLES: readonly ZooKeeperRole[] = ['leader', 'follower', 'observer', 'standalone']

/*
  Zookeeper version: 3.8.4-9316c2a7a97e1666d8f4593f34dd6fc36ecc436c, built on 2024-02-12 22:16 UTC
  Latency min/avg/max: 0/0.4615/12
  Received: 27 / Sent: 26 / Connections: 1 / Outstanding: 0 / Zxid: 0x100000015 / Mode: follower / Node count: 5
*/
/** Reads an answer to `srvr` (org.apache.zookeeper.server.command.SrvrCommand). */
export function parseSrvr(text: string): Srvr {
  if (/not currently serving requests/i.test(text)) return { kind: 'not-serving' }
  if (/not in the whitelist/i.test(text)) return { kind: 'not-allowed' }
  // Of a connection that broke in mid-answer the last line is a part of one: a count would be another count.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  const field = (name: string) => new RegExp(`^${name}: *(.+)$`, 'im').exec(whole)?.[1]?.trim()
  const version = field('Zookeeper version')
  const mode = field('Mode')
  // Every node that serves says as what. Its line comes near the end: without it the answer was cut off, or is none.
  if (mode === undefined) return { kind: 'garbage' }
  const latency = field('Latency min/avg/max')?.split('/') ?? []
  return {
    kind: 'serving',
    depth: { zxid: zxidOf(field('Zxid')), minLatencyMs: number(latency[0]), maxLatencyMs: number(latency[2]) },
    facts: {
      role: ROLES.find((role) => role === mode?.toLowerCase()) ?? null,
      version: /^[\w.]+/.exec(version ?? '')?.[0] ?? null,
      latencyMs: number(latency[1]),
      connections: number(field('Connections')),
      outstanding: number(field('Outstanding')),
      znodes: number(field('Node count')),
    },
  }
}

/** The upper half of a zxid counts leaders, the lower one their transactions (ZxidUtils). */
function zxidOf(text: string | undefined): SrvrDepth['zxid'] {
  const digits = /^0x([0-9a-f]{1,16})$/i.exec(text ?? '')?.[1]?.padStart(16, '0')
  if (digits === undefined) return null
  return { epoch: Number.parseInt(digits.slice(0, 8), 16), counter: Number.parseInt(digits.slice(8), 16) }
}

function number(text: string | undefined): number | null {
  const value = Number(text)
  return text === undefined || text === '' || !Number.isFinite(value) || value < 0 ? null : value
}
