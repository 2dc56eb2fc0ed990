// A cluster that answers from facts: what it says, whether it answers and how long it takes can be changed at any time.
import type { ClusterFacts, Failure } from '@perigee/domain'
import type { KafkaSource, Outcome } from '@perigee/sources'

type ReadName = Exclude<keyof KafkaSource, 'cost' | 'close'>

export class FakeKafka implements KafkaSource {
  facts: ClusterFacts
  /** Whole failure by read; `all` fails every read. */
  readonly failing = new Map<ReadName | 'all', Failure>()
  /** Reads that do not answer until the promise settles. */
  readonly holding = new Map<string, Promise<unknown>>()
  readonly calls: string[] = []
  isClosed = false

  constructor(facts: ClusterFacts) {
    this.facts = facts
  }

  count(call: string): number {
    return this.calls.filter((name) => name === call).length
  }

  readRegistry = () => this.#answer('readRegistry', () => this.facts.registry.value)
  readQuorum = () => this.#answer('readQuorum', () => this.facts.quorum.value)
  readTopology = () => this.#answer('readTopology', () => this.facts.topology.value)
  readTopicConfigs = () => this.#answer('readTopicConfigs', () => this.facts.topicConfigs.value)
  readBrokerConfigs = () => this.#answer('readBrokerConfigs', () => this.facts.brokerConfigs.value)
  readEndOffsets = () => this.#answer('readEndOffsets', () => this.facts.endOffsets.value)
  readLogDirs = (broker: { id: number }) =>
    this.#answer('readLogDirs', () => this.facts.logDirs.get(broker.id)?.value, broker.id)

  cost() {
    return []
  }

  async close() {
    this.isClosed = true
  }

  async #answer<T>(name: ReadName, value: () => T | undefined, broker?: number): Promise<Outcome<T>> {
    const call = broker === undefined ? name : `${name}/${broker}`
    this.calls.push(call)
    await this.holding.get(call)
    const failure = this.failing.get(name) ?? this.failing.get('all')
    if (failure !== undefined) return { ok: false, failure }
    const answer = value()
    if (answer === undefined)
      return { ok: false, failure: { code: 'unsupported', message: 'not there', peer: 'fake', retryable: false } }
    return { ok: true, value: answer, gaps: [] }
  }
}
