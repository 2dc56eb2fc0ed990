import { hrefOf } from '../../app/view.ts'
import { measureWords } from '../../ui/kafka/measure-words.ts'
import { SectionHead } from '../../ui/section-head.tsx'
import { Name } from '../../ui/table/name.tsx'
import type { ClusterVitalsData } from './queries.ts'
import styles from './top-topics.module.css'

type Top = ClusterVitalsData['top']['size']

const LISTS: readonly {
  readonly key: keyof ClusterVitalsData['top']
  readonly title: string
  readonly unit: string
}[] = [
  { key: 'bytesIn', title: 'Bytes in', unit: 'B/s' },
  { key: 'messagesIn', title: 'Messages in', unit: 'messages/s' },
  { key: 'size', title: 'Size', unit: 'bytes' },
  { key: 'growth', title: 'Growth a day', unit: 'bytes' },
]

/** Topics shown of each list. */
const SHOWN = 5

/** The topics that weigh most, by the measures that anybody tells. */
export function TopTopics({ cluster, top }: { readonly cluster: string; readonly top: ClusterVitalsData['top'] }) {
  const told = LISTS.filter(({ key }) => top[key].length > 0)
  if (told.length === 0) return null
  return (
    <>
      <SectionHead
        title="Topics that weigh most"
        right={
          <a className="go" href={hrefOf({ kind: 'capacity', cluster })}>
            Capacity
          </a>
        }
      />
      <div className={styles.lists}>
        {told.map(({ key, title, unit }) => (
          <TopList key={key} title={title} unit={unit} topics={top[key]} />
        ))}
      </div>
    </>
  )
}

function TopList({ title, unit, topics }: { readonly title: string; readonly unit: string; readonly topics: Top }) {
  const most = Math.max(0, ...topics.map(({ value }) => value))
  return (
    <div>
      <h3>{title}</h3>
      <ol>
        {topics.slice(0, SHOWN).map(({ topic, value, href }) => {
          const words = measureWords(value, unit)
          return (
            <li key={topic}>
              <Name name={topic} href={href} />
              <span title={words.full}>
                {words.text} <span className="q">{words.unit}</span>
              </span>
              <i aria-hidden="true" style={{ width: `${most === 0 ? 0 : (value / most) * 100}%` }} />
            </li>
          )
        })}
      </ol>
    </div>
  )
}
