import { hrefOf } from '../../app/view.ts'
import { countWords, sizeWords, threeDigits } from '../../ui/quantity-words.ts'
import { type Stat, StatRail } from '../../ui/stat-rail.tsx'
import type { SourcesData } from './queries.ts'

const MINUTE_S = 60

/** The state of all loops, and what Perigee costs others and itself. */
export function SourceStats({ data: { items, totals } }: { readonly data: SourcesData }) {
  const read = sizeWords(totals.bytesPerMinute / MINUTE_S)
  const memory = sizeWords(totals.residentBytes)
  const history = sizeWords(totals.historyBytes)
  const counted = (label: string, states: readonly string[], note: string): Stat => {
    const count = items.filter(({ state }) => states.includes(state)).length
    const href = count === 0 ? null : hrefOf({ kind: 'sources' }, { q: `is:${states.join(',')}` })
    return { label, value: countWords(count), note, href }
  }
  const lost = counted('Lost', ['lost'], 'values hatched')
  const late = counted('Late or in part', ['late', 'partial'], 'values kept, age bold')
  return (
    <StatRail
      stats={[
        { ...counted('Fresh', ['fresh'], 'younger than 2 intervals'), unit: `of ${countWords(items.length)}` },
        { ...late, ...(late.value !== '0' && { status: 'warning' as const }) },
        { ...lost, ...(lost.value !== '0' && { status: 'unknown' as const }) },
        counted('Off', ['off'], 'not configured'),
        {
          label: 'Requests',
          value: threeDigits(totals.requestsPerMinute / MINUTE_S),
          unit: '/s',
          note: 'to all clusters together',
          lesser: true,
        },
        { label: 'Read', value: read.text, unit: `${read.unit}/s`, lesser: true },
        {
          label: 'Event loop',
          value: totals.eventLoopDelayP99Ms === null ? null : threeDigits(totals.eventLoopDelayP99Ms),
          unit: 'ms',
          note: 'delay, p99',
          lesser: true,
        },
        {
          label: 'Memory',
          value: memory.text,
          unit: memory.unit,
          note: `charts ${history.text} ${history.unit}`,
          lesser: true,
        },
      ]}
    />
  )
}
