import { CountLink } from '../../ui/count-link.tsx'
import { SectionHead } from '../../ui/section-head.tsx'
import { STATUS_WORDS, StatusShape } from '../../ui/status-shape.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import type { WhatIfData } from './queries.ts'

type Spot = WhatIfData['weakSpots'][number]

const COLUMNS: readonly Column<Spot>[] = [
  {
    id: 'finding',
    label: 'Finding',
    priority: 1,
    names: true,
    wraps: true,
    cell: (spot) => (
      <>
        <StatusShape status={spot.status} title={STATUS_WORDS[spot.status]} /> <Title spot={spot} />
      </>
    ),
  },
  {
    id: 'topics',
    label: 'Topics',
    priority: 1,
    align: 'right',
    cell: (spot) => <Count count={spot.topics} href={spot.topicsHref} what="topics" spot={spot} />,
  },
  {
    id: 'partitions',
    label: 'Partitions',
    priority: 1,
    align: 'right',
    cell: (spot) => <Count count={spot.partitions} href={spot.href} what="partitions" spot={spot} />,
  },
  {
    id: 'meaning',
    label: 'What it means',
    priority: 2,
    wraps: true,
    cell: ({ meaning }) => <span className="q2">{meaning}</span>,
  },
]

/** A finding that is no count of topics and partitions, such as brokers without a rack. */
const isUncounted = ({ topics, partitions, status }: Spot) =>
  topics === null && partitions === null && status !== 'unknown'

function Title({ spot }: { readonly spot: Spot }) {
  const { title, status, href } = spot
  if (isUncounted(spot) && href !== null)
    return (
      <a className="ln" href={href}>
        {title}
      </a>
    )
  return <span className={status === 'ok' ? 'q' : undefined}>{title}</span>
}

interface CountProps {
  readonly count: number | null
  readonly href: string | null
  readonly what: string
  readonly spot: Spot
}

function Count({ count, href, what, spot }: CountProps) {
  if (isUncounted(spot)) return null
  return <CountLink count={count} href={href} status={spot.status} label={`${what}: ${spot.title}`} unknown="word" />
}

/** What stays weak even when everything is up. */
export function WeakSpots({ spots }: { readonly spots: readonly Spot[] }) {
  return (
    <>
      <SectionHead title="Weak spots" note="they stay when everything is up" />
      {spots.length === 0 ? (
        <p className="note">None was looked for: no partition is known.</p>
      ) : (
        <DataTable label="Weak spots" columns={COLUMNS} rows={spots} idOf={({ code }) => code} />
      )}
    </>
  )
}
