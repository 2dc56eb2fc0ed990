// Every collector of Kafka, asked alike.
import type { KafkaSource, Outcome } from '@perigee/sources'
import type { Known } from './rig.ts'

export type CollectorName =
  | 'registry'
  | 'quorum'
  | 'topology'
  | 'topic-configs'
  | 'broker-configs'
  | 'log-dirs'
  | 'end-offsets'

type Read = (source: KafkaSource, known: Known) => Promise<Outcome<unknown>>

const never = new AbortController().signal

/** What each is asked; log directories are those of broker 1. */
export const COLLECTORS: Readonly<Record<CollectorName, Read>> = {
  registry: (source) => source.readRegistry([], never),
  quorum: (source, { registry }) => source.readQuorum(registry, never),
  topology: (source, { registry }) => source.readTopology(registry, 1, never),
  'topic-configs': (source, { registry }) =>
    source.readTopicConfigs(registry, ['orders', 'payments'], undefined, never),
  'broker-configs': (source, { registry }) => source.readBrokerConfigs(registry, never),
  'log-dirs': (source, { registry }) => {
    const [first] = registry.brokers
    if (first === undefined) throw new Error('no broker is known')
    return source.readLogDirs(first, never)
  },
  'end-offsets': (source, { registry, topology }) =>
    source.readEndOffsets(registry, topology.topology, undefined, 0, never),
}

export const COLLECTOR_NAMES = Object.keys(COLLECTORS) as CollectorName[]
