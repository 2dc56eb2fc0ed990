import type { CapacityTopic } from '@perigee/contract'
import { Quantity, Unknown } from '../../ui/quantity.tsx'
import { percentWords } from '../../ui/quantity-words.ts'
import { ShareBar } from '../../ui/share-bar.tsx'
import type { Column } from '../../ui/table/column.ts'
import { Name } from '../../ui/table/name.tsx'
import { Growth } from './growth.tsx'
import { daysWords } from './words.ts'

const right = { align: 'right' } as const
const descending = 'descending' as const

export const TOPIC_VALUES: Readonly<Record<string, (row: CapacityTopic) => number | string | null>> = {
  name: ({ topic }) => topic,
  size: ({ sizeBytes }) => sizeBytes,
  growth: ({ growth }) => growth.bytesPerDay,
  level: ({ levelsOffInDays }) => levelsOffInDays,
}

/** Fastest growing first, as the server orders them. */
export const TOPIC_COLUMNS: readonly Column<CapacityTopic>[] = [
  {
    id: 'topic',
    label: 'Topic',
    priority: 1,
    names: true,
    sort: { key: 'name', first: 'ascending' },
    cell: (row) => <Name name={row.topic} href={row.href} />,
  },
  {
    id: 'growth',
    label: 'Growth a day',
    priority: 1,
    sort: { key: 'growth', first: descending },
    ...right,
    cell: (row) => <Growth growth={row.growth} />,
  },
  {
    id: 'share',
    label: 'Share',
    hint: 'Of the growth of the cluster',
    priority: 2,
    ...right,
    cell: (row) => <Share ratio={row.share} />,
  },
  {
    id: 'size',
    label: 'Size',
    hint: 'All replicas',
    priority: 2,
    sort: { key: 'size', first: descending },
    ...right,
    cell: (row) => <Quantity value={row.sizeBytes} kind="bytes" unknown="dash" />,
  },
  {
    id: 'level',
    label: 'Levels off in',
    priority: 3,
    sort: { key: 'level', first: 'ascending' },
    ...right,
    cell: (row) =>
      row.levelsOffInDays === null ? <Unknown as="dash" why={row.text} /> : daysWords(row.levelsOffInDays),
  },
  {
    id: 'text',
    label: 'Why',
    priority: 3,
    width: '36%',
    wraps: true,
    cell: (row) => <span className="q2">{row.text}</span>,
  },
]

function Share({ ratio }: { readonly ratio: number | null }) {
  if (ratio === null) return <Unknown as="dash" />
  return (
    <>
      <ShareBar share={ratio} onPhone="hidden" />
      {percentWords(Math.round(ratio * 100) / 100).text} %
    </>
  )
}
