import type { Source } from '@perigee/contract'
import { freshnessOf } from '@perigee/domain'
import type { ClusterState, LoopState } from '../../facts/state.ts'
import { instantOf, plural } from '../wire/words.ts'
import { hintOf } from './hints.ts'
import { dependantsOf, titleOf } from './kinds.ts'

interface Judged {
  readonly state: Source['state']
  readonly word: string
  readonly reason: string | null
  readonly hint: string | null
}

/** One poll loop as a row of the data-sources page. */
export function loopRow(cluster: ClusterState, loop: LoopState, now: number): Source {
  const judged = judgeLoop(cluster, loop, now)
  return {
    id: loop.id,
    cluster: loop.cluster,
    kind: loop.kind,
    title: titleOf(loop),
    target: loop.target,
    state: judged.state,
    word: judged.word,
    intervalMs: loop.intervalMs,
    lastSuccessAt: instantOf(loop.lastSuccessAt),
    ageMs: loop.lastSuccessAt === null ? null : Math.max(0, now - loop.lastSuccessAt),
    attemptedAt: instantOf(loop.attemptedAt),
    nextAttemptAt: instantOf(loop.nextAttemptAt),
    durationMs: loop.durationMs,
    durationP95Ms: loop.durationP95Ms,
    failuresLastHour: loop.failuresLastHour,
    since: instantOf(loop.failingSince),
    code: loop.failure?.code ?? null,
    reason: judged.reason,
    hint: judged.hint,
    dependants: dependantsOf(loop.kind, loop.cluster, loop.brokerId),
    ...loadOf(cluster, loop),
  }
}

/** State of a loop: age first, then failing, then what was refused or did not answer. */
export function judgeLoop(cluster: ClusterState, loop: LoopState, now: number): Judged {
  if (loop.idleReason !== null) return { state: 'off', word: 'Off', reason: loop.idleReason, hint: null }
  const reason = loop.failure?.message ?? null
  const hint = loop.failure === null ? null : hintOf(loop.failure)
  // Failing loops ask less often; that must not make their last answer look younger.
  const intervalMs = loop.failure === null ? loop.intervalMs : Math.min(loop.intervalMs, loop.baseIntervalMs)
  const age = freshnessOf({ observedAt: loop.lastSuccessAt ?? undefined, intervalMs }, now)
  if (age === 'never')
    return loop.failure === null
      ? { state: 'starting', word: 'Starting', reason, hint }
      : { state: 'lost', word: 'Never answered', reason, hint }
  if (age === 'lost') return { state: 'lost', word: 'Lost', reason, hint }
  if (age === 'late') return { state: 'late', word: 'Late', reason, hint }
  if (loop.failure !== null) return { state: 'late', word: 'Failing', reason, hint }
  return partly(cluster, loop) ?? { state: 'fresh', word: 'Fresh', reason: null, hint: null }
}

function partly(cluster: ClusterState, loop: LoopState): Judged | null {
  const silent = silentPeers(cluster, loop)
  if (silent !== null && silent.failing.length > 0) {
    const word = `${silent.failing.length} of ${silent.of} silent`
    return { state: 'partial', word, reason: silent.failing.join('; '), hint: silent.hint }
  }
  const [gap] = loop.gaps
  if (gap === undefined) return null
  const others = loop.gaps.length === 1 ? '' : `; and ${plural(loop.gaps.length - 1, 'more gap')}`
  const hint = gap.needs === undefined ? hintOf(gap.failure) : `Needs ${gap.needs}.`
  return { state: 'partial', word: 'Partial', reason: `${gap.fact}: ${gap.failure.message}${others}`, hint }
}

/** Peers that a loop asks one by one and that did not answer in its newest good run. */
function silentPeers({ facts }: ClusterState, { kind }: LoopState) {
  if (kind !== 'kafka.registry' && kind !== 'zookeeper') return null
  const peers =
    kind === 'zookeeper'
      ? (facts.zookeeper.value?.nodes ?? []).map((node) => ({ answered: node.answered, failure: node.failure }))
      : (facts.registry.value?.brokers ?? []).filter(({ registered }) => registered)
  const silent = peers.filter(({ answered }) => answered === false)
  const [first] = silent.flatMap(({ failure }) => (failure === null ? [] : [failure]))
  return {
    of: peers.length,
    failing: silent.map(({ failure }) => (failure === null ? 'no answer' : `${failure.peer}: ${failure.message}`)),
    hint: first === undefined ? null : hintOf(first),
  }
}

/** All Kafka loops of a cluster share their connections: their load is told once, on the first of them. */
function loadOf(cluster: ClusterState, { kind, target }: LoopState): Pick<Source, 'requests' | 'bytes'> {
  const costs = cluster.cost().filter(({ peer }) => {
    if (kind === 'metrics.exporter') return peer === hostOf(target)
    return kind === 'kafka.registry' && !exporterHosts(cluster).has(peer)
  })
  if (costs.length === 0) return { requests: null, bytes: null }
  return {
    requests: costs.reduce((sum, { requests }) => sum + requests, 0),
    bytes: costs.reduce((sum, { bytesSent, bytesReceived }) => sum + bytesSent + bytesReceived, 0),
  }
}

function exporterHosts({ loops, config }: ClusterState): ReadonlySet<string> {
  const { prometheus } = config.metrics
  const urls = loops.filter(({ kind }) => kind === 'metrics.exporter').map(({ target }) => target)
  return new Set([...urls, ...(prometheus === null ? [] : [prometheus.url])].map(hostOf))
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url)
