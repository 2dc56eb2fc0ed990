import { useState } from 'react'
import { countWords } from '../../../ui/quantity-words.ts'
import { SectionHead } from '../../../ui/section-head.tsx'
import { MeasureTable } from '../measure-table.tsx'
import type { BrokerVitalsData } from '../queries.ts'
import { measureOf, shownVitals } from './vital-measures.ts'

/** What its exporter tells, among its peers; the worst deviation first. */
export function VitalTable({ vitals }: { readonly vitals: BrokerVitalsData['vitals'] }) {
  const [fold, setFold] = useState<'folded' | 'open'>('folded')
  const rows = shownVitals(vitals, fold)
  const all = shownVitals(vitals, 'open').length
  if (all === 0) return null
  const peers = Math.max(0, ...rows.map(({ of }) => of))
  return (
    <>
      <SectionHead title="Compared with its peers" note={`${peers} brokers that tell; worst deviation first`} />
      <MeasureTable measures={rows.map(measureOf)} label="Metrics compared with its peers" rank="best" />
      <p className="note">
        Rank 1 is best. The line starts at zero.{' '}
        {all > rows.length && (
          <button type="button" className="ln" onClick={() => setFold('open')}>
            Show all {countWords(all)}
          </button>
        )}
      </p>
    </>
  )
}
