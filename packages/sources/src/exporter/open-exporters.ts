// Exporter pages of one cluster as a source.

import type { HttpAuth } from '@perigee/config'
import type { MetricTarget, NodeMetrics } from '@perigee/domain'
import { peerOf } from '../http/peer-of.ts'
import type { PeerCost } from '../kafka/source.ts'
import type { ExporterSource } from '../metrics/source.ts'
import { LeanCounts } from './lean-counts.ts'
import type { ExporterThread } from './thread/exporter-thread.ts'

export interface ExportersOptions {
  /** Logon at the exporters of this cluster. */
  readonly auth: HttpAuth | null
  /** Until a page is read whole. */
  readonly timeoutMs: number
  /** Shared by all clusters of the process; whoever opened it closes it. */
  readonly thread: ExporterThread
}

let sources = 0

export function openExporters({ auth, timeoutMs, thread }: ExportersOptions): ExporterSource {
  sources += 1
  // Targets are unique in their cluster only.
  const prefix = `${sources}/`
  const costs = new Map<string, PeerCost>()
  const asked = new Set<string>()
  const control = new AbortController()
  const lean = new LeanCounts()
  return {
    async scrape(target, hints, signal) {
      const key = prefix + target.id
      asked.add(target.id)
      const ask = { key, target, hints, auth, timeoutMs, countsLean: lean.isDue(target.id, performance.now()) }
      const result = await thread.scrape(ask, AbortSignal.any([signal, control.signal]))
      const { answerMs, wireBytes } = result.ok ? result.value.cost : { answerMs: 0, wireBytes: 0 }
      costs.set(target.id, added(costs.get(target.id), target, { isFailed: !result.ok, answerMs, wireBytes }))
      if (!result.ok) return { ok: false, failure: result.failure }
      const value: NodeMetrics = { ...result.value, cost: lean.take(target, result.value.cost, performance.now()) }
      return { ok: true, value, gaps: [] }
    },
    forget(targetId) {
      asked.delete(targetId)
      costs.delete(targetId)
      lean.forget(targetId)
      thread.forget(prefix + targetId)
    },
    cost: () => [...costs.values()],
    async close() {
      control.abort()
      for (const id of asked) thread.forget(prefix + id)
      asked.clear()
    },
  }
}

interface Spent {
  readonly isFailed: boolean
  readonly answerMs: number
  readonly wireBytes: number
}

/** Connections are the HTTP client's, which keeps them for some seconds; they are not counted. */
function added(before: PeerCost | undefined, target: MetricTarget, spent: Spent): PeerCost {
  return {
    peer: peerOf(target.url),
    brokerId: target.role === 'broker' ? target.nodeId : null,
    requests: (before?.requests ?? 0) + 1,
    failures: (before?.failures ?? 0) + (spent.isFailed ? 1 : 0),
    bytesSent: 0,
    bytesReceived: (before?.bytesReceived ?? 0) + spent.wireBytes,
    busyMs: (before?.busyMs ?? 0) + spent.answerMs,
    connectionsOpened: 0,
    connectionsOpen: 0,
  }
}
