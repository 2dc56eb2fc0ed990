import type { KraftWire } from '@perigee/contract'
import { SectionHead } from '../../ui/section-head.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'

type Feature = KraftWire['features'][number]

/** What the cluster has agreed on, and what raising it would enable. */
export function Features({ features }: { readonly features: readonly Feature[] }) {
  if (features.length === 0) return null
  return (
    <>
      <SectionHead title="Features" note="what is agreed on, not the release that runs" />
      <DataTable label="Features" columns={COLUMNS} rows={features} idOf={({ name }) => name} why={enablesOf} />
    </>
  )
}

const COLUMNS: readonly Column<Feature>[] = [
  { id: 'name', label: 'Feature', priority: 1, names: true, cell: ({ name }) => <b>{name}</b> },
  {
    id: 'level',
    label: 'Level',
    priority: 1,
    align: 'right',
    cell: ({ level, supportedMax }) => (
      <>
        {level ?? 'not set'} <span className="q">of {supportedMax}</span>
      </>
    ),
  },
  { id: 'words', label: 'That is', priority: 1, wraps: true, cell: ({ words }) => words },
]

function enablesOf({ enables, wayBack }: Feature) {
  if (enables.length === 0) return null
  return (
    <>
      Raising it brings: {enables.join('; ')}. {wayBack}
    </>
  )
}
