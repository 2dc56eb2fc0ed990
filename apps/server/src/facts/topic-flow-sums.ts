import type { TopicFlows } from '@perigee/domain'

const KEYS = ['bytes_in', 'bytes_out', 'messages_in'] as const

/** Rates of charted topics as each broker told them last, in columns of three values a topic. */
export class TopicFlowSums {
  readonly #isCharted: (topic: string) => boolean
  readonly #places = new Map<string, number>()
  /** Of topics that are charted no more. */
  readonly #free: number[] = []
  readonly #byNode = new Map<string, Float64Array>()

  constructor(isCharted: (topic: string) => boolean) {
    this.#isCharted = isCharted
  }

  take(node: string, { topics, bytesIn, bytesOut, messagesIn }: TopicFlows): void {
    for (const topic of topics) {
      if (!this.#places.has(topic) && this.#isCharted(topic))
        this.#places.set(topic, this.#free.pop() ?? this.#places.size)
    }
    const told = new Float64Array((this.#places.size + this.#free.length) * KEYS.length).fill(Number.NaN)
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

  /** The sum over these nodes; a topic of which none tells has none. Topics that are charted no more are forgotten. */
  forEachSum(of: readonly string[], visit: (topic: string, key: (typeof KEYS)[number], sum: number) => void): void {
    const nodes = of.flatMap((node) => this.#byNode.get(node) ?? [])
    for (const [topic, place] of this.#places) {
      if (!this.#isCharted(topic)) {
        this.#release(topic, place)
        continue
      }
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

  /** Whose place is taken by another must not lend it its rates. */
  #release(topic: string, place: number): void {
    this.#places.delete(topic)
    this.#free.push(place)
    for (const told of this.#byNode.values()) told.fill(Number.NaN, place * KEYS.length, (place + 1) * KEYS.length)
  }
}
