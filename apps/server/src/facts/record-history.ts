// Which numbers go into the six hours of history, once per assessment.
import {
  type Assessment,
  CHARTED_TOPIC_KEYS,
  type ClusterFacts,
  type ClusterJudgement,
  topicIndex,
} from '@perigee/domain'
import { type ColumnMemory, History, type SampleSink, type SeriesShape, SIX_HOURS } from '@perigee/store'
import { MetricsRecorder } from './record-metrics.ts'
import { BROKER_METRICS, CLUSTER_METRICS, MAX_TOPIC_SERIES, seriesName, TOPIC_METRICS } from './state.ts'

/** Charted topics over all clusters, with up to five series of 3.1 kB each: they stay below 62 MB. */
const ALL_TOPICS = 4_000
/** Memory of six hours over all clusters. */
export const COLUMNS_BYTES = 160_000_000

/** Topics are many: a point a minute, mean and max. */
const OF_TOPICS: SeriesShape = { stepMs: 60_000, points: 360, sampled: 'often' }
/** Exporters are read about once a step. */
const OF_METRICS: SeriesShape = { ...SIX_HOURS, sampled: 'once' }

const SIX_HOURS_MS = SIX_HOURS.stepMs * SIX_HOURS.points
const SWEEP_MS = 600_000

/** How a series is kept in memory. */
function shapeOf(series: string): SeriesShape {
  if (series.startsWith('topic/')) return OF_TOPICS
  const name = series.slice(series.lastIndexOf('/') + 1)
  return name in CLUSTER_METRICS || name in BROKER_METRICS ? SIX_HOURS : OF_METRICS
}

export interface Snapshot {
  readonly facts: ClusterFacts
  readonly assessment: Assessment
  readonly judgement: ClusterJudgement
}

export interface RecorderOptions {
  /** How many clusters share the number of topics. */
  readonly clusters: number
  readonly memory: ColumnMemory
  /** Where samples go for longer keeping; absent: nowhere. */
  readonly sink?: SampleSink
}

/** Writes one cluster's numbers into its history. */
export class HistoryRecorder {
  readonly history: History
  readonly #topicLimit: number
  readonly #metrics: MetricsRecorder
  #topics = new Set<string>()
  #swept = 0
  #brokers = new Set<number>()

  constructor({ clusters, memory, sink }: RecorderOptions) {
    this.#topicLimit = Math.max(10, Math.min(MAX_TOPIC_SERIES, Math.floor(ALL_TOPICS / Math.max(1, clusters))))
    this.history = new History({ shapeOf, memory, ...(sink !== undefined && { sink }) })
    this.#metrics = new MetricsRecorder(this.history, (topic) => this.#topics.has(topic))
  }

  record(snapshot: Snapshot, now: number): void {
    if (now - this.#swept >= SWEEP_MS) {
      this.#swept = now
      // Of what was recalled from before the start some is gone, and never comes by to be dropped.
      this.history.forgetBefore(now - SIX_HOURS_MS)
    }
    this.#recordCluster(snapshot, now)
    this.#recordBrokers(snapshot, now)
    this.#recordTopics(snapshot.assessment, now)
    this.#metrics.record(snapshot.facts, now)
  }

  #recordCluster({ facts, assessment, judgement }: Snapshot, now: number): void {
    const { counts } = assessment
    const put = (metric: string, value: number | null) => this.history.record(seriesName(metric), now, value)
    put('messagesInPerSecond', facts.endOffsets.value?.totalMessagesPerSecond ?? null)
    put('sizeBytes', totalBytes(assessment))
    put('offlinePartitions', counts.offline)
    put('underMinIsrPartitions', counts.underMinIsr)
    put('underReplicatedPartitions', counts.underReplicated)
    put('brokersUp', judgement.brokers.up)
  }

  #recordBrokers({ facts, assessment }: Snapshot, now: number): void {
    this.#keepBrokers(
      new Set([...assessment.byBroker.keys(), ...(facts.registry.value?.brokers ?? []).map((b) => b.id)]),
    )
    for (const [broker, counts] of assessment.byBroker) {
      const put = (metric: string, value: number | null) =>
        this.history.record(seriesName(metric, { broker }), now, value)
      put('messagesInPerSecond', counts.messagesInPerSecond)
      put('sizeBytes', counts.sizeBytes)
      put('leaders', counts.leaders)
    }
    for (const broker of facts.registry.value?.brokers ?? []) {
      if (broker.answered) this.history.record(seriesName('latencyMs', { broker: broker.id }), now, broker.latencyMs)
    }
  }

  /** Broker ids that left for good make room for new ones. */
  #keepBrokers(known: ReadonlySet<number>): void {
    for (const broker of this.#brokers) {
      if (known.has(broker)) continue
      for (const metric of Object.keys(BROKER_METRICS)) this.history.drop(seriesName(metric, { broker }))
    }
    this.#brokers = new Set(known)
  }

  #recordTopics(assessment: Assessment, now: number): void {
    const { topics } = assessment.topology
    for (const topic of this.#topics) {
      if (topicIndex(topics, topic) < 0) this.#forget(topic)
    }
    if (this.#topics.size < this.#topicLimit) this.#admit(assessment)
    for (const topic of this.#topics) {
      const index = topicIndex(topics, topic)
      const rate = assessment.topicMessagesInPerSecond[index] ?? null
      const size = assessment.topicSizePartial[index] === 1 ? null : (assessment.topicSizeBytes[index] ?? null)
      this.history.record(seriesName('messagesInPerSecond', { topic }), now, rate)
      this.history.record(seriesName('sizeBytes', { topic }), now, size)
    }
  }

  /** Busiest first, as long as there is room; what is quiet has no chart to lose. */
  #admit(assessment: Assessment): void {
    const { names, count } = assessment.topology.topics
    const rates = assessment.topicMessagesInPerSecond
    const busy: number[] = []
    for (let topic = 0; topic < count; topic += 1) {
      if ((rates[topic] as number) > 0 && !this.#topics.has(names[topic] as string)) busy.push(topic)
    }
    busy.sort((a, b) => (rates[b] as number) - (rates[a] as number))
    for (const topic of busy.slice(0, this.#topicLimit - this.#topics.size)) this.#topics.add(names[topic] as string)
  }

  #forget(topic: string): void {
    this.#topics.delete(topic)
    for (const metric of TOPIC_SERIES) this.history.drop(seriesName(metric, { topic }))
  }
}

const TOPIC_SERIES = [...Object.keys(TOPIC_METRICS), ...CHARTED_TOPIC_KEYS]

/** Null as soon as one broker with replicas did not report: a partial sum would look like data loss. */
function totalBytes(assessment: Assessment): number | null {
  let sum = 0
  for (const counts of assessment.byBroker.values()) {
    if (counts.replicas === 0) continue
    if (counts.sizeBytes === null) return null
    sum += counts.sizeBytes
  }
  return sum
}
