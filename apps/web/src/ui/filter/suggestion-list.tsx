import { type KeyboardEvent, useId, useState } from 'react'
import { countWords } from '../quantity-words.ts'
import { type Facet, type FilterKey, type Suggestion, suggestions } from './completion.ts'
import { splitTerms } from './terms.ts'
import type { FilterText } from './use-filter-text.ts'

export interface SuggestionList {
  readonly id: string
  readonly open: boolean
  readonly items: readonly Suggestion[]
  readonly active: number
  readonly activeId: string | undefined
  readonly show: () => void
  readonly hide: () => void
  readonly take: (item: Suggestion) => void
  /** Whether the key was the list's. */
  readonly onKey: (event: KeyboardEvent) => boolean
}

/** Completion of the term that is being typed, as a combobox list. */
export function useSuggestions(text: FilterText, keys: readonly FilterKey[], facets: readonly Facet[]): SuggestionList {
  const id = useId()
  const [shown, setShown] = useState<'open' | 'typing' | 'closed'>('closed')
  const [active, setActive] = useState(-1)
  const term = splitTerms(text.tail).at(-1)
  const typed = term !== undefined && term.end === text.tail.length ? term.text : ''
  // Before a letter is typed, only who asks with the arrow key is offered everything.
  const wanted = shown === 'open' || (shown === 'typing' && typed !== '')
  const items = wanted ? suggestions(typed, keys, facets) : []
  const open = items.length > 0
  const show = () => {
    setShown('typing')
    setActive(-1)
  }
  const ask = () => {
    setShown('open')
    setActive(0)
  }
  const hide = () => setShown('closed')
  const take = (item: Suggestion) => {
    const before = text.tail.slice(0, text.tail.length - typed.length)
    // A key waits for its value; a whole term is finished.
    text.setTail(`${before}${item.text}${item.text.endsWith(':') ? '' : ' '}`)
    show()
    if (!item.text.endsWith(':')) hide()
  }
  const onKey = (event: KeyboardEvent): boolean => {
    if (event.key === 'ArrowDown' && !open) ask()
    else if (!open) return false
    else if (event.key === 'ArrowDown') setActive((active + 1) % items.length)
    else if (event.key === 'ArrowUp') setActive((active - 1 + items.length) % items.length)
    else if (event.key === 'Escape') hide()
    else if ((event.key === 'Enter' || event.key === 'Tab') && items[active] !== undefined) take(items[active])
    else return false
    event.preventDefault()
    return true
  }
  return { id, open, items, active, activeId: active < 0 ? undefined : `${id}-${active}`, show, hide, take, onKey }
}

export function Suggestions({ list }: { readonly list: SuggestionList }) {
  return (
    <div className="suggestions" id={list.id} role="listbox" aria-label="Completions">
      {list.items.map((item, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the combobox keeps the focus and points here
        <div
          key={item.text}
          id={`${list.id}-${index}`}
          role="option"
          aria-selected={index === list.active}
          onPointerDown={(event) => {
            event.preventDefault()
            list.take(item)
          }}
        >
          {item.text} <span>{item.count === null ? item.hint : countWords(item.count)}</span>
        </div>
      ))}
    </div>
  )
}
