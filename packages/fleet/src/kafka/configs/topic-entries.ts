import type { Cluster } from '../../world/cluster.ts'
import type { Topic } from '../../world/topic.ts'
import { type Entry, Source, type Synonym } from './broker-entries.ts'
import { type Setting, topicSettings } from './setting.ts'

/** Every setting of a topic: its own, else what the broker that is asked has for it. */
export function topicEntries(
  cluster: Cluster,
  topic: Pick<Topic, 'configs'>,
  ofBroker: ReadonlyMap<string, Entry>,
): ReadonlyMap<string, Entry> {
  const settings = topicSettings(cluster.identity.release)
  return new Map([...settings].map(([name, setting]) => [name, entryOf(setting, topic.configs.get(name), ofBroker)]))
}

function entryOf(setting: Setting, own: string | undefined, ofBroker: ReadonlyMap<string, Entry>): Entry {
  const broker = setting.broker === null ? undefined : ofBroker.get(setting.broker)
  const fallback = broker?.synonyms ?? []
  if (own === undefined) {
    const value = broker?.value ?? setting.defaultValue
    return { setting, value, source: fallback[0]?.source ?? Source.DEFAULT, synonyms: fallback }
  }
  const first: Synonym = { name: setting.name, value: own, source: Source.TOPIC }
  return { setting, value: own, source: Source.TOPIC, synonyms: [first, ...fallback] }
}
