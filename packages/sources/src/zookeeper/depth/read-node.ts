// One node in depth: its Prometheus provider, else its AdminServer, else `mntr`, else what `srvr` says. Only reads: of
// AdminServer's commands, plain GETs of which some reset statistics or write a snapshot, `monitor` alone is asked.
import type { EnsembleConfig } from '@perigee/config'
import type { Failure, ZooKeeperNodeDepth } from '@perigee/domain'
import { askHttp } from '../../http/ask-http.ts'
import { parseAddress } from '../../kafka/link/address.ts'
import { peerFailure } from '../../kafka/link/network-failure.ts'
import { bad, good, type Result } from '../../kafka/result.ts'
import { type Deadlines, fourLetterWord } from '../four-letter-word.ts'
import { parseSrvr, type Srvr } from '../srvr.ts'
import { parseMntr, parseMonitorCommand, parseProviderPage } from './monitor-values.ts'

export interface NodeAsk {
  readonly address: string
  readonly patterns: Pick<EnsembleConfig, 'adminPattern' | 'metricsPattern'>
  readonly deadlines: Deadlines
  readonly signal: AbortSignal
}

export interface NodeReading {
  readonly depth: Omit<ZooKeeperNodeDepth, 'adminOpen'>
  /** As `srvr` says; null when it does not. */
  readonly version: string | null
  /** Part of a quorum and answering. */
  readonly serves: boolean
}

type Values = ReadonlyMap<string, number>
type From = ZooKeeperNodeDepth['from']

const MAX_PAGE_BYTES = 2 * 1024 * 1024

/** Never throws; what was tried in vain stands in `failures`. */
export async function readNode(ask: NodeAsk): Promise<NodeReading> {
  const [srvr, found] = await Promise.all([readSrvr(ask), deepest(ask)])
  const { address } = ask
  if (srvr?.kind !== 'serving') {
    const depth = { address, from: found.from, values: found.values, zxid: null, failures: found.failures }
    return { depth, version: null, serves: false }
  }
  const values = new Map(found.values)
  // What every form tells under the same names.
  for (const [name, value] of srvrValues(srvr)) if (!values.has(name)) values.set(name, value)
  const depth = { address, from: found.from ?? 'srvr', values, zxid: srvr.depth.zxid, failures: found.failures }
  return { depth, version: srvr.facts.version, serves: true }
}

interface Found {
  readonly from: From
  readonly values: Values
  readonly failures: readonly Failure[]
}

async function deepest(ask: NodeAsk): Promise<Found> {
  const failures: Failure[] = []
  const ways: readonly (readonly [From, () => Promise<Result<Values>> | null])[] = [
    ['prometheus', () => askPage(ask, ask.patterns.metricsPattern, { path: '', parse: parseProviderPage })],
    ['admin-server', () => askPage(ask, ask.patterns.adminPattern, MONITOR)],
    ['mntr', () => askMntr(ask)],
  ]
  for (const [from, way] of ways) {
    const told = await way()
    if (told?.ok) return { from, values: told.value, failures }
    if (told !== null) failures.push(told.failure)
  }
  return { from: null, values: new Map(), failures }
}

const MONITOR = { path: '/commands/monitor', parse: parseMonitorCommand }

function askPage(
  ask: NodeAsk,
  pattern: string | null,
  page: { readonly path: string; readonly parse: (text: string) => Values | null },
): Promise<Result<Values>> | null {
  const base = urlOf(pattern, ask.address)
  return base === null ? null : readPage(ask, `${base}${page.path}`, page.parse)
}

async function readPage(ask: NodeAsk, url: string, parse: (text: string) => Values | null): Promise<Result<Values>> {
  const { connectTimeoutMs, requestTimeoutMs } = ask.deadlines
  // Without a quorum AdminServer answers `monitor` with status 500 and a stack trace in HTML.
  const accept = [500]
  const timeoutMs = connectTimeoutMs + requestTimeoutMs
  const answer = await askHttp({ url, timeoutMs, maxBytes: MAX_PAGE_BYTES, signal: ask.signal, accept })
  if (!answer.ok) return answer
  const values = answer.value.status === 500 ? null : parse(answer.value.body.toString('utf8'))
  if (values !== null) return good(values)
  return bad(peerFailure('garbage', 'answers, but not with measures: perhaps it has no quorum', new URL(url).host))
}

async function askMntr(ask: NodeAsk): Promise<Result<Values>> {
  const peer = `zk ${ask.address}`
  const answer = await fourLetterWord('mntr', ask.address, { ...ask.deadlines, signal: ask.signal })
  if (!answer.ok) return answer
  if (/not in the whitelist/i.test(answer.value)) {
    return bad(peerFailure('forbidden', 'mntr is not in its whitelist', peer))
  }
  if (/not currently serving/i.test(answer.value)) {
    return bad({ ...peerFailure('closed', 'the node is not part of a quorum', peer), retryable: true })
  }
  const values = parseMntr(answer.value)
  return values === null ? bad(peerFailure('garbage', 'the answer is not that of mntr', peer)) : good(values)
}

async function readSrvr(ask: NodeAsk): Promise<Srvr | null> {
  const answer = await fourLetterWord('srvr', ask.address, { ...ask.deadlines, signal: ask.signal })
  return answer.ok ? parseSrvr(answer.value) : null
}

function srvrValues({ facts, depth }: Extract<Srvr, { kind: 'serving' }>): readonly [string, number][] {
  const told: readonly (readonly [string, number | null])[] = [
    ['min_latency', depth.minLatencyMs],
    ['avg_latency', facts.latencyMs],
    ['max_latency', depth.maxLatencyMs],
    ['num_alive_connections', facts.connections],
    ['outstanding_requests', facts.outstanding],
    ['znode_count', facts.znodes],
  ]
  return told.flatMap(([name, value]) => (value === null ? [] : [[name, value]]))
}

/** The address of a node's HTTP service by its pattern; null without a pattern. */
export function urlOf(pattern: string | null, address: string): string | null {
  const host = parseAddress(address)?.host
  if (pattern === null || host === undefined) return null
  const url = pattern.replaceAll('{host}', host.includes(':') ? `[${host}]` : host).replace(/\/+$/, '')
  return URL.canParse(url) ? url : null
}
