import type { Status } from '@perigee/contract'
import { hrefOf } from '../../app/view.ts'
import { useFreshness } from '../../ui/age-stamp.tsx'
import { countWords, rateWords, sizeWords, type Words } from '../../ui/quantity-words.ts'
import { type Stat, StatRail } from '../../ui/stat-rail.tsx'
import type { TopicData } from './queries.ts'
import type { TopicPartProps } from './topic-page.tsx'
import { retentionWords } from './words.ts'

/** The topic in eight numbers, each a link to exactly its partitions. */
export function TopicStats({ cluster, envelope: { data, freshness } }: TopicPartProps) {
  const state = useFreshness(freshness.observedAt, freshness.expectedIntervalMs)
  const of = data.partitions === null ? undefined : `of ${countWords(data.partitions)}`
  const rows = (condition: string) =>
    hrefOf({ kind: 'partitions', cluster }, { q: `topic:${quoted(data.name)} is:${condition}` })
  const counted = (label: string, count: number | null, condition: string, status: Status): Stat => ({
    label,
    value: count === null ? null : countWords(count),
    note: of,
    href: count === null || count === 0 ? null : rows(condition),
    ...(count !== null && count > 0 && { status }),
  })
  return (
    <StatRail
      freshness={state}
      stats={[
        counted('Without a leader', data.offlinePartitions, 'offline', 'critical'),
        counted('Refuse writes', data.underMinIsrPartitions, 'under-min-isr', 'critical'),
        counted('Under-replicated', data.underReplicatedPartitions, 'under-replicated', 'warning'),
        { ...counted('At min ISR', data.atMinIsrPartitions, 'at-min-isr', 'warning'), lesser: true },
        { ...quantity('Messages in', data.messagesInPerSecond, rateWords), lesser: true },
        {
          ...quantity('Size', data.sizeBytes, sizeWords),
          note: data.sizePartial ? 'at least' : 'over all replicas',
          lesser: true,
        },
        {
          label: 'Keeps',
          value: data.retentionMs === null ? null : retentionWords(data.retentionMs),
          note: DECIDES[data.retention.decides],
        },
        { ...counted('Not on preferred', data.nonPreferredLeaders, 'non-preferred', 'ok'), lesser: true },
      ]}
    />
  )
}

export const DECIDES: Readonly<Record<TopicData['retention']['decides'], string>> = {
  time: 'the time limit decides',
  size: 'the size limit decides',
  compaction: 'compaction keeps the last of each key',
  nothing: 'nothing is deleted',
  unknown: 'which limit decides is not known',
}

function quantity(label: string, value: number | null, wordsOf: (value: number) => Words): Stat {
  if (value === null) return { label, value: null }
  const words = wordsOf(value)
  return { label, value: words.text, unit: words.unit }
}

/** Kafka's topic names need no quotes; anything else in the URL does. */
function quoted(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : JSON.stringify(name)
}
