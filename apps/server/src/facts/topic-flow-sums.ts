import type { TopicFlows } from '@perigee/domain'

const KEYS = ['bytes_in', 'bytes_out', 'messages_in'] as const

/** Rates of charted topics as each broker told them last, in columns of three values a topic. */
export class TopicFlowSums {
  readonly #isCharted: (topic: string) => boolean
  readonly #places = new Map<string, number>()
  readonly #byNode = new Map<string, Float64Array>()

  constructor(isCharted: (topic: string) => boolean) {
    this.#isCharted = isCharted
  }

  take(node: string, { topics, bytesIn, bytesOut, messagesIn }: TopicFlows): void {
    for (const topic of topics) {
      if (!this.#places.has(topic) && this.#isCharted(topic)) this.#places.set(topic, this.#places.size)
    }
    const told = new Float64Array(this.#places.size * KEYS.length).fill(Number.NaN)
    topics.forEach((topic, i) => {
      const place = this.#places.get(topic)
      if (place === undefined) return
      told[place * KEYS.length] = bytesIn[i] as number
      told[place * KEYS.length + 1] = bytesOut[i] as number
      told[place * KEYS.length + 2] = messagesIn[i] as number
    })
    this.#byNode.set(node, told)
  }

  forget(node: string): void {
    this.#byNode.delete(node)
  }

  /** The sum over brokers; a topic of which no broker tells has none. Topics that are charted no more are left out. */
  forEachSum(visit: (topic: string, key: (typeof KEYS)[number], sum: number) => void): void {
    const nodes = [...this.#byNode.values()]
    for (const [topic, place] of this.#places) {
      if (!this.#isCharted(topic)) continue
      KEYS.forEach((key, i) => {
        let sum = Number.NaN
        for (const told of nodes) {
          const value = told[place * KEYS.length + i] ?? Number.NaN
          if (!Number.isNaN(value)) sum = (Number.isNaN(sum) ? 0 : sum) + value
        }
        if (!Number.isNaN(sum)) visit(topic, key, sum)
      })
    }
  }
}
