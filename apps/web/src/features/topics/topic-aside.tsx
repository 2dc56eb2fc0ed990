import { AgeStamp } from '../../ui/age-stamp.tsx'
import { ChangeLog } from '../../ui/change-log.tsx'
import { Facts } from '../../ui/facts.tsx'
import { originWords } from '../../ui/kafka/config-origin.ts'
import { Value } from '../../ui/kafka/config-table.tsx'
import { configWords } from '../../ui/kafka/config-words.ts'
import { Unknown } from '../../ui/quantity.tsx'
import { SectionHead } from '../../ui/section-head.tsx'
import type { TopicData } from './queries.ts'

const TOPIC_SOURCE = 'topic'

/** How long records are kept and which limit decides; what this topic sets itself; what happened to it. */
export function TopicAside({ data }: { readonly data: TopicData }) {
  const { byTime, bySize, decides } = data.retention
  const deciding = (limit: typeof decides) => (decides === limit ? <span className="tag">decides</span> : null)
  const own = data.configs?.filter(({ source }) => source === TOPIC_SOURCE) ?? null
  return (
    <aside aria-label="Retention, settings, history">
      <SectionHead
        title="How long it is kept"
        note={<AgeStamp observedAt={data.configsObservedAt} intervalMs={data.configsIntervalMs} />}
      />
      <Facts
        facts={[
          [
            'By time',
            <span key="time">
              {byTime} {deciding('time')}
            </span>,
          ],
          [
            'By size',
            <span key="size">
              {bySize} {deciding('size')}
            </span>,
          ],
          [
            'Cleanup',
            <span key="cleanup">
              {data.cleanup ?? <Unknown />} {deciding('compaction')}
            </span>,
          ],
        ]}
      />
      {decides === 'nothing' ? <p className="note">Nothing is ever deleted.</p> : null}
      {decides === 'unknown' ? <p className="note">Which limit decides is not known.</p> : null}
      <SectionHead
        title="Set on this topic"
        note={
          own === null
            ? undefined
            : own.length === 1
              ? '1 differs from the broker'
              : `${own.length} differ from the broker`
        }
      />
      <OwnSettings own={own} />
      <SectionHead title="History" />
      <ChangeLog changes={data.changes} name="left-out" />
      <SectionHead title="Topic id" />
      {data.topicId === null ? (
        <p className="note">None: this Kafka has no topic ids (they came with 2.8).</p>
      ) : (
        <p className="mono">{data.topicId}</p>
      )}
    </aside>
  )
}

type Entry = NonNullable<TopicData['configs']>[number]

/** Times and sizes in words, the text that Kafka has on hover; what it would be otherwise beside it. */
function OwnValue({ entry }: { readonly entry: Entry }) {
  const words = (value: string | null) => (value === null ? 'not set' : (configWords(entry.name, value) ?? value))
  if (entry.sensitive || entry.value === null || entry.value === '') return <Value entry={entry} />
  return (
    <>
      <span title={entry.value}>{words(entry.value)}</span>{' '}
      {entry.fallback === null ? null : (
        <span className="q" title={`${entry.fallback.value ?? 'not set'}: ${originWords(entry.fallback.source)}`}>
          else {words(entry.fallback.value)}
        </span>
      )}
    </>
  )
}

function OwnSettings({ own }: { readonly own: NonNullable<TopicData['configs']> | null }) {
  if (own === null)
    return (
      <p className="note">
        <Unknown /> Settings were not told. They need DescribeConfigs on the topic.
      </p>
    )
  if (own.length === 0) return <p className="note">Nothing: it follows the brokers in everything.</p>
  return (
    <Facts
      facts={own.map((entry) => [
        entry.name,
        <span key={entry.name}>
          <OwnValue entry={entry} />
        </span>,
      ])}
    />
  )
}
