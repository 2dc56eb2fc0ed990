import type { ConfigEntryWire } from '@perigee/contract'
import { useMemo, useState } from 'react'
import type { Column } from '../table/column.ts'
import { DataTable } from '../table/data-table.tsx'
import { isDefault, kafkaOrigin, originWords } from './config-origin.ts'
import styles from './config-table.module.css'
import { configWords } from './config-words.ts'

const COLUMNS: readonly Column<ConfigEntryWire>[] = [
  {
    id: 'name',
    label: 'Setting',
    priority: 1,
    names: true,
    cell: (entry) => <span className={styles.name}>{entry.name}</span>,
  },
  { id: 'value', label: 'Value', priority: 1, cell: (entry) => <Value entry={entry} /> },
  {
    id: 'origin',
    label: 'Set in',
    priority: 2,
    cell: (entry) => (
      <span className="q2" title={kafkaOrigin(entry.source)}>
        {originWords(entry.source)}
        {entry.readOnly ? <span className="q">, needs a restart</span> : null}
      </span>
    ),
  },
  {
    id: 'fallback',
    label: 'Else',
    hint: 'What it would be without this',
    priority: 3,
    cell: (entry) => <Fallback entry={entry} />,
  },
]

/** The value as Kafka has it; a secret is not told by Kafka and an empty one says so. */
export function Value({
  entry,
}: {
  readonly entry: Pick<ConfigEntryWire, 'value' | 'sensitive'> & { readonly name?: string }
}) {
  if (entry.sensitive) return <span className="q">secret, not told</span>
  if (entry.value === null) return <span className="q">not set</span>
  if (entry.value === '') return <span className="q">empty</span>
  const words = entry.name === undefined ? null : configWords(entry.name, entry.value)
  return (
    <>
      <span className={styles.value}>{entry.value}</span>
      {words === null ? null : <span className="q"> {words}</span>}
    </>
  )
}

function Fallback({ entry }: { readonly entry: ConfigEntryWire }) {
  if (entry.fallback === null || entry.sensitive) return null
  return (
    <span className="q" title={kafkaOrigin(entry.fallback.source)}>
      <Value entry={{ value: entry.fallback.value, sensitive: false }} /> {originWords(entry.fallback.source)}
    </span>
  )
}

const MAX_DRAWN = 200

/** Settings with where each is set and what it would be otherwise; non-default first, defaults hidden until asked for. */
export function ConfigTable({
  label,
  entries,
}: {
  readonly label: string
  readonly entries: readonly ConfigEntryWire[]
}) {
  const [text, setText] = useState('')
  const [defaults, setDefaults] = useState<'hidden' | 'shown'>('hidden')
  const wanted = text.trim().toLowerCase()
  const matching = useMemo(
    () =>
      entries.filter(
        ({ name, value }) => name.toLowerCase().includes(wanted) || (value ?? '').toLowerCase().includes(wanted),
      ),
    [entries, wanted],
  )
  // A search looks everywhere; without one only what someone set is shown.
  const rows = wanted === '' && defaults === 'hidden' ? matching.filter(({ source }) => !isDefault(source)) : matching
  const hidden = matching.length - rows.length
  return (
    <>
      <div className={styles.tools}>
        <input
          type="search"
          aria-label={`Filter ${label}`}
          placeholder="Setting or value"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <span className="q sm">
          {rows.length} of {entries.length}
          {hidden > 0 || defaults === 'shown' ? ', ' : null}
          {hidden > 0 ? `${hidden} at Kafka’s default hidden: ` : null}
          {hidden > 0 || defaults === 'shown' ? (
            <button type="button" className="ln" onClick={() => setDefaults(defaults === 'shown' ? 'hidden' : 'shown')}>
              {defaults === 'shown' ? 'hide defaults' : 'show'}
            </button>
          ) : null}
        </span>
      </div>
      {rows.length === 0 ? (
        <p className="note">{entries.length === 0 ? 'No settings were told.' : 'No setting matches.'}</p>
      ) : (
        <DataTable label={label} columns={COLUMNS} rows={rows.slice(0, MAX_DRAWN)} idOf={({ name }) => name} />
      )}
      {rows.length > MAX_DRAWN ? <p className="note">{rows.length - MAX_DRAWN} more; narrow the filter.</p> : null}
    </>
  )
}
