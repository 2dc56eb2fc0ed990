// Writes down what the console would have charted while a world lived through its past.
import type { Cluster } from '../world/cluster.ts'
import { seededRandom } from '../world/random.ts'
import { type Frame, frameOf, rateAt } from './past-frame.ts'
import { putMetrics } from './past-metrics.ts'
import type { PastSeries } from './past-series.ts'
import { addSizes, bridge } from './past-sizes.ts'

export interface PastSpan {
  /** Epoch ms of the first value. */
  readonly fromMs: number
  readonly stepMs: number
  readonly points: number
}

/** Sizes grow slowly: they are measured every so many points, and what lies between is a straight line. */
const SIZE_EVERY = 20
const LATENCY_MS = 0.8

export class PastRecorder {
  readonly #cluster: Cluster
  readonly #span: PastSpan
  readonly #series = new Map<string, Float64Array>()
  /** By topic: most of what is written down, and names put together each time would cost more than the values. */
  readonly #topicRates = new Map<string, Float64Array>()
  readonly #random
  /** Whether exporters tell of it. */
  readonly #isMetered: boolean
  #frame: Frame | null = null

  constructor(cluster: Cluster, span: PastSpan, { isMetered }: { isMetered: boolean }) {
    this.#cluster = cluster
    this.#span = span
    this.#isMetered = isMetered
    this.#random = seededRandom(cluster.brokers.size).fork(cluster.identity.name)
  }

  /** The world stands at the time of this point. `isMoving`: rates may have changed without a change of metadata. */
  sample(point: number, { isMoving }: { isMoving: boolean }): void {
    const cluster = this.#cluster
    if (this.#frame === null || isMoving || this.#frame.metadataEpoch !== cluster.metadataEpoch) {
      this.#frame = frameOf(cluster)
    }
    this.#sampleCluster(this.#frame, point)
    this.#sampleBrokers(this.#frame, point)
    for (const [topic, rates] of this.#frame.byTopic) {
      if (rates.size > 0) this.#topicValues(topic)[point] = rateAt(rates, cluster.now)
    }
    if (point % SIZE_EVERY === 0 || point === this.#span.points - 1) {
      addSizes(cluster, (name, sizeBytes) => this.#put(name, point, sizeBytes))
    }
  }

  /** Everything sampled; topics that were never written to have no charts, as in the console. */
  series(): readonly PastSeries[] {
    for (const [name, values] of this.#series) if (name.endsWith('sizeBytes')) bridge(values, SIZE_EVERY)
    this.#forgetSizesOfSilent()
    const { fromMs, stepMs } = this.#span
    const cluster = this.#cluster.identity.name
    const rates = [...this.#topicRates].map(
      ([topic, values]) => [`topic/${topic}/messagesInPerSecond`, values] as const,
    )
    return [...this.#series, ...rates]
      .filter(([name]) => !this.#isQuietTopic(name))
      .map(([series, values]) => ({ cluster, series, fromMs, stepMs, values }))
  }

  #sampleCluster({ byBroker, offline, underMinIsr, underReplicated }: Frame, point: number): void {
    const { brokers, now } = this.#cluster
    let messagesInPerSecond = 0
    for (const { rates } of byBroker.values()) messagesInPerSecond += rateAt(rates, now)
    this.#put('messagesInPerSecond', point, messagesInPerSecond)
    this.#put('offlinePartitions', point, offline)
    this.#put('underMinIsrPartitions', point, underMinIsr)
    this.#put('underReplicatedPartitions', point, underReplicated)
    this.#put('brokersUp', point, [...brokers.values()].filter((one) => one.state === 'up').length)
  }

  #sampleBrokers(frame: Frame, point: number): void {
    const put = (series: string, value: number) => this.#put(series, point, value)
    for (const [id, { rates, leaders }] of frame.byBroker) {
      const broker = this.#cluster.brokers.get(id)
      this.#put(`broker/${id}/messagesInPerSecond`, point, rateAt(rates, this.#cluster.now))
      this.#put(`broker/${id}/leaders`, point, leaders)
      const latencyMs = LATENCY_MS * (0.7 + 0.9 * this.#random.next()) + (broker?.slowMs ?? 0)
      this.#put(`broker/${id}/latencyMs`, point, broker?.state === 'up' ? latencyMs : Number.NaN)
      if (this.#isMetered && broker !== undefined) putMetrics(this.#cluster, broker, { frame, put })
    }
  }

  /** Who does not answer tells no size, and then the sum is not known either. */
  #forgetSizesOfSilent(): void {
    const whole = this.#series.get('sizeBytes')
    for (const id of this.#cluster.brokers.keys()) {
      const latencies = this.#series.get(`broker/${id}/latencyMs`)
      const sizes = this.#series.get(`broker/${id}/sizeBytes`)
      for (let i = 0; i < this.#span.points; i += 1) {
        if (latencies === undefined || !Number.isNaN(latencies[i])) continue
        if (sizes !== undefined) sizes[i] = Number.NaN
        if (whole !== undefined) whole[i] = Number.NaN
      }
    }
  }

  #isQuietTopic(name: string): boolean {
    const topic = /^topic\/(.*)\/[^/]+$/.exec(name)?.[1]
    if (topic === undefined) return false
    return this.#topicRates.get(topic)?.every((value) => !(value > 0)) !== false
  }

  #topicValues(topic: string): Float64Array {
    let values = this.#topicRates.get(topic)
    if (values === undefined) {
      values = new Float64Array(this.#span.points).fill(Number.NaN)
      this.#topicRates.set(topic, values)
    }
    return values
  }

  #put(name: string, point: number, value: number): void {
    let values = this.#series.get(name)
    if (values === undefined) {
      values = new Float64Array(this.#span.points).fill(Number.NaN)
      this.#series.set(name, values)
    }
    values[point] = value
  }
}
