import type { Search } from '@perigee/contract'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { apiQuery } from '../api/queries.ts'
import { useOverview } from '../features/overview/queries.ts'
import { Icon } from '../ui/icons.tsx'
import { Modal } from '../ui/modal.tsx'
import { StatusShape } from '../ui/status-shape.tsx'
import { Keys } from './key-sheet.tsx'
import { type PaletteItem, paletteItems } from './palette-items.ts'
import { recentItems, rememberItem } from './recent.ts'
import type { KeyActions } from './use-keyboard.ts'
import { follow, useWhere } from './view.ts'
import './palette.css'

/** How long typing must rest before the server is asked. */
const REST_MS = 120

function useRested(text: string): string {
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), REST_MS)
    return () => clearTimeout(timer)
  }, [text])
  return rested
}

function useItems(q: string) {
  const { page } = useWhere()
  const clusters = useOverview().data?.data.clusters
  const rested = useRested(q.trim())
  const search = useQuery({
    ...apiQuery<Search['data']>({ route: 'search', query: { q: rested } }, { keepPrevious: true }),
    enabled: rested !== '',
  })
  const found = useDeferredValue(rested === '' ? undefined : search.data?.data.items)
  const cluster = 'cluster' in page ? page.cluster : null
  const items = useMemo(
    () => paletteItems({ q, cluster, clusters: clusters ?? [], found: found ?? [], recent: recentItems() }),
    [q, cluster, clusters, found],
  )
  return { items, searching: search.isFetching, failed: search.error !== null && rested !== '' }
}

/** Search and commands in one field: things first, then pages, then actions. */
export function Palette({ actions, onClose }: { actions: KeyActions; onClose: () => void }) {
  const [q, setQ] = useState('')
  const [at, setAt] = useState(0)
  const { items, searching, failed } = useItems(q)
  const chosen = Math.min(at, items.length - 1)
  const run = (item: PaletteItem) => {
    onClose()
    rememberItem(item)
    if ('href' in item.does) follow(item.does.href)
    else actions[item.does.action]()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setAt((chosen + step + items.length) % Math.max(1, items.length))
    } else if (event.key === 'Enter') {
      const item = items[chosen]
      if (item !== undefined) run(item)
    }
  }
  return (
    <Modal title="Search and commands" head="hidden" onClose={onClose}>
      <div className="palette-field">
        <Icon name="find" />
        <input
          role="combobox"
          aria-label="Search things, pages and actions"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={chosen >= 0 ? `palette-${chosen}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder="Cluster, broker, topic, page or action"
          value={q}
          onChange={(event) => {
            setQ(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <PaletteList items={items} chosen={chosen} onRun={run} onPoint={setAt} />
      {items.length === 0 && <p className="palette-note">{searching ? 'Searching …' : `Nothing is called “${q}”.`}</p>}
      {failed && <p className="palette-note">Brokers and topics could not be searched; pages and actions work.</p>}
    </Modal>
  )
}

function PaletteList(props: {
  items: readonly PaletteItem[]
  chosen: number
  onRun: (item: PaletteItem) => void
  onPoint: (at: number) => void
}) {
  const { items, chosen, onRun, onPoint } = props
  const current = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the chosen row
  useEffect(() => {
    // In braces: new browsers answer with a promise, which must not be taken for a clean-up.
    current.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <div id="palette-list" role="listbox" aria-label="Results" className="palette-list">
      {items.map((item, at) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys act on the field, as in every combobox
        <div
          key={item.id}
          id={`palette-${at}`}
          ref={at === chosen ? current : null}
          role="option"
          tabIndex={-1}
          aria-selected={at === chosen}
          onClick={() => onRun(item)}
          onPointerMove={() => onPoint(at)}
        >
          {item.group !== items[at - 1]?.group && <small>{item.group}</small>}
          <span className="line">
            {item.status !== undefined && <StatusShape status={item.status} title={item.status} />}
            <span className="name">{item.text}</span>
            <span className="detail">{item.detail}</span>
            {item.keys !== undefined && item.keys !== '' && <Keys keys={item.keys} />}
          </span>
        </div>
      ))}
    </div>
  )
}
