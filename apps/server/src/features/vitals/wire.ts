import type { RequestTimes, Why as WhyWire } from '@perigee/contract'
import { type ClusterFacts, type RequestTime, type Why, worstStatus } from '@perigee/domain'
import type { UsedReading } from '../wire/freshness.ts'
import { instantOf } from '../wire/words.ts'

export function whyWire(why: Why): WhyWire {
  return {
    code: why.code,
    broker: why.broker,
    brokers: [...why.brokers],
    culprit: why.culprit,
    status: worstStatus([why.status]),
    sentence: why.sentence,
    advice: why.advice,
    evidence: why.evidence.map((one) => ({ ...one })),
    since: instantOf(why.since),
  }
}

export function requestTimesWire({ stages, ...times }: RequestTime): RequestTimes {
  return { ...times, stages: stages.map((stage) => ({ ...stage })) }
}

/** Readings of exporters that an answer rests on: what one of them lacks, the others still tell. */
export function metricReadings(facts: ClusterFacts, broker?: number): UsedReading[] {
  const isHere = (id: string) => broker === undefined || id === `broker/${broker}` || id === `host/${broker}`
  return [...facts.metrics]
    .filter(([id]) => isHere(id))
    .map(([, reading]) => ({ source: 'metrics.exporter', cluster: facts.name, reading, role: 'helpful' as const }))
}
