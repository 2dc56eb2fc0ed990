// Several queries at a few a time. What some fail to answer is a gap; a server that does not answer is left alone.
import type { Failure, Gap } from '@perigee/domain'
import { peerFailure } from '../kafka/link/network-failure.ts'
import { bad, good, type Result } from '../kafka/result.ts'
import type { PrometheusClient, PromSeries } from './ask-prometheus.ts'

export interface Question {
  readonly promql: string
  readonly take: (series: PromSeries) => void
}

export interface Asked {
  readonly gaps: readonly Gap[]
  readonly warnings: readonly string[]
}

/** Queries in flight: Prometheus runs 20 at a time by default, and others ask as well. */
const AT_ONCE = 6
/** After so many questions without any answer the rest would wait for theirs in vain. */
const MOST_SILENT = 3

const SILENT: ReadonlySet<Failure['code']> = new Set(['timeout', 'refused', 'connect-timeout', 'dns', 'closed'])

export async function askAll(
  client: PrometheusClient,
  questions: readonly Question[],
  signal: AbortSignal,
): Promise<Result<Asked>> {
  const failures: Failure[] = []
  const warnings = new Set<string>()
  let next = 0
  let silent = 0
  const ask = async (): Promise<void> => {
    while (next < questions.length && silent < MOST_SILENT && !signal.aborted) {
      const { promql, take } = questions[next++] as Question
      const answer = await client.query(promql, signal)
      if (!answer.ok) {
        failures.push(answer.failure)
        if (SILENT.has(answer.failure.code)) silent += 1
        continue
      }
      for (const series of answer.value.series) take(series)
      for (const warning of answer.value.warnings) warnings.add(warning)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, ask))
  if (failures.length === questions.length || silent >= MOST_SILENT)
    return bad(failures[0] ?? nothingAsked(client.peer))
  if (signal.aborted) return bad(peerFailure('timeout', 'given up before every query was answered', client.peer))
  return good({ gaps: gapsOf(failures, questions.length), warnings: [...warnings] })
}

function gapsOf(failures: readonly Failure[], count: number): readonly Gap[] {
  const first = failures[0]
  if (first === undefined) return []
  const message = `${failures.length} of ${count} queries failed, the first with: ${first.message}`
  return [{ fact: 'prometheus-queries', failure: { ...first, message } }]
}

function nothingAsked(peer: string): Failure {
  return peerFailure('blocked', 'there was nothing to ask', peer)
}
