import type { ClusterSummary, Status } from '@perigee/contract'
import { STATUSES } from '@perigee/contract'
import { Icon } from '../../ui/icons.tsx'
import { STATUS_WORDS, StatusShape } from '../../ui/status-shape.tsx'
import { statusCounts } from './model.ts'
import './cluster-filter.css'

interface ClusterFilterProps {
  readonly clusters: readonly ClusterSummary[]
  readonly q: string
  readonly onType: (q: string) => void
  readonly onChoose: (q: string) => void
}

/** One field and one chip per status that occurs; a chip is just a word in the field. */
export function ClusterFilter({ clusters, q, onType, onChoose }: ClusterFilterProps) {
  const counts = statusCounts(clusters)
  return (
    <search className="cluster-filter">
      <label>
        <Icon name="find" />
        <span className="sr">Filter clusters</span>
        <input
          type="search"
          value={q}
          maxLength={500}
          spellCheck={false}
          autoComplete="off"
          placeholder="Filter clusters: name, env:prod, is:offline"
          onChange={(event) => onType(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur()
          }}
        />
      </label>
      {STATUSES.filter((status) => counts.has(status)).map((status) => (
        <StatusChip key={status} status={status} count={counts.get(status) ?? 0} q={q} onChoose={onChoose} />
      ))}
    </search>
  )
}

function StatusChip(props: { status: Status; count: number; q: string; onChoose: (q: string) => void }) {
  const { status, count, q, onChoose } = props
  const term = `status:${status}`
  const on = q.split(/\s+/).includes(term)
  const toggle = () => {
    const rest = q.split(/\s+/).filter((word) => word !== '' && !word.startsWith('status:'))
    onChoose((on ? rest : [...rest, term]).join(' '))
  }
  return (
    <button type="button" className="chip" aria-pressed={on} onClick={toggle}>
      <StatusShape status={status} />
      {STATUS_WORDS[status]} <b>{count}</b>
    </button>
  )
}
