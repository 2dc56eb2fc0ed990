import type { ClusterFacts, ConfigEntry } from '@perigee/domain'

/** The settings of a topic that lists show; null = unknown. */
export interface TopicSettings {
  /** −1 = for ever. */
  readonly retentionMs: number | null
  /** Per partition, −1 = no limit. */
  readonly retentionBytes: number | null
  readonly cleanup: string | null
  readonly uncleanElection: boolean | null
}

const UNREAD: TopicSettings = { retentionMs: null, retentionBytes: null, cleanup: null, uncleanElection: null }

/** Settings by topic. Topics with equal settings share one array of entries, so each distinct one is read once. */
export function settingsReader(facts: ClusterFacts): (topic: string) => TopicSettings {
  const byTopic = facts.topicConfigs.value?.byTopic
  const seen = new Map<readonly ConfigEntry[], TopicSettings>()
  return (topic) => {
    const entries = byTopic?.get(topic)
    if (entries === undefined) return UNREAD
    const known = seen.get(entries) ?? readSettings(entries)
    seen.set(entries, known)
    return known
  }
}

function readSettings(entries: readonly ConfigEntry[]): TopicSettings {
  const value = (name: string) => entries.find((entry) => entry.name === name)?.value ?? null
  const unclean = value('unclean.leader.election.enable')
  return {
    retentionMs: numberOf(value('retention.ms')),
    retentionBytes: numberOf(value('retention.bytes')),
    cleanup: value('cleanup.policy'),
    uncleanElection: unclean === null ? null : unclean === 'true',
  }
}

function numberOf(text: string | null): number | null {
  return text === null || text === '' || !Number.isFinite(Number(text)) ? null : Number(text)
}
