import type { TopicFlows } from '../metrics/node-metrics.ts'
import type { MetricScene } from './scene.ts'

export interface TopicFlow {
  readonly topic: string
  readonly value: number
}

/** Numbers of topics that no page names any more are given up when there are so many more than of those that one does. */
const SPARE_NUMBERS = 1_000

/**
 * A number for each topic, kept from one look to the next: a hundred brokers name a hundred thousand topics, and their pages
 * share the lists of names as long as these are the same.
 */
export class TopicNumbers {
  #numbers = new Map<string, number>()
  #names: string[] = []
  #lists = new WeakMap<readonly string[], Uint32Array>()

  get names(): readonly string[] {
    return this.#names
  }

  /** The number of each topic of a list. */
  of(topics: readonly string[]): Uint32Array {
    const known = this.#lists.get(topics)
    if (known !== undefined) return known
    const numbers = Uint32Array.from(topics, (topic) => this.#numberOf(topic))
    this.#lists.set(topics, numbers)
    return numbers
  }

  /** Begins anew when most numbers are of topics that are gone. */
  tidy(named: number): void {
    if (this.#names.length <= 2 * named + SPARE_NUMBERS) return
    this.#numbers = new Map()
    this.#names = []
    this.#lists = new WeakMap()
  }

  #numberOf(topic: string): number {
    const known = this.#numbers.get(topic)
    if (known !== undefined) return known
    this.#numbers.set(topic, this.#names.length)
    return this.#names.push(topic) - 1
  }
}

/** Numbers what the pages name, and yields after each page: of a hundred brokers the first look takes a while. */
export function* numberTopics(scene: MetricScene, numbers: TopicNumbers): Generator<undefined, void> {
  for (const { process } of scene.brokers) {
    if (process === null) continue
    numbers.of(process.topics.topics)
    yield
  }
}

/** The topics with most bytes and messages in per second, summed over brokers; those with none are left out. */
export function topFlows(
  scene: MetricScene,
  most: number,
  numbers: TopicNumbers = new TopicNumbers(),
): { bytesIn: readonly TopicFlow[]; messagesIn: readonly TopicFlow[] } {
  const pages = scene.brokers.flatMap(({ process }) => (process === null ? [] : [process.topics]))
  const lists = pages.map(({ topics }) => numbers.of(topics))
  const { names } = numbers
  const of = (column: 'bytesIn' | 'messagesIn') => largest(summed(pages, lists, { column, count: names.length }), most)
  const named = ({ number, value }: Ranked): TopicFlow => ({ topic: names[number] as string, value })
  // Equal ones by name, as far as they are among the largest.
  const inOrder = (found: readonly Ranked[]) =>
    found.map(named).sort((a, b) => b.value - a.value || (a.topic < b.topic ? -1 : 1))
  const flows = { bytesIn: inOrder(of('bytesIn')), messagesIn: inOrder(of('messagesIn')) }
  numbers.tidy(countOf(lists, names.length))
  return flows
}

/** Topics that at least one page names. */
function countOf(lists: readonly Uint32Array[], most: number): number {
  const isNamed = new Uint8Array(most)
  for (const list of lists) for (const number of list) isNamed[number] = 1
  return isNamed.reduce((sum, one) => sum + one, 0)
}

interface Column {
  readonly column: 'bytesIn' | 'messagesIn'
  readonly count: number
}

/** By the topics' numbers. */
function summed(pages: readonly TopicFlows[], lists: readonly Uint32Array[], { column, count }: Column): Float64Array {
  const sums = new Float64Array(count)
  pages.forEach((page, at) => {
    const list = lists[at] as Uint32Array
    const values = page[column]
    for (let i = 0; i < list.length; i += 1) {
      const value = values[i] as number
      // Also false for what was not told.
      if (value > 0) sums[list[i] as number] = (sums[list[i] as number] as number) + value
    }
  })
  return sums
}

interface Ranked {
  readonly number: number
  readonly value: number
}

/** Without an object for each of ten thousand topics. */
function largest(sums: Float64Array, most: number): readonly Ranked[] {
  const found: Ranked[] = []
  for (let number = 0; number < sums.length; number += 1) {
    const value = sums[number] as number
    if (!(value > (found.length < most ? 0 : (found.at(-1)?.value ?? 0)))) continue
    const at = found.findIndex((one) => one.value < value)
    found.splice(at < 0 ? found.length : at, 0, { number, value })
    if (found.length > most) found.pop()
  }
  return found
}
