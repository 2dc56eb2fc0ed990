import { type KeyboardEvent, type RefObject, useId, useRef } from 'react'
import { classNames } from '../class-names.ts'
import type { Facet, FilterKey } from './completion.ts'
import { type FilterMistake, FilterWrong, termAt } from './filter-wrong.tsx'
import { type SuggestionList, Suggestions, useSuggestions } from './suggestion-list.tsx'
import { type FilterText, useFilterText } from './use-filter-text.ts'
import './filter.css'

interface FilterBoxProps {
  readonly q: string
  /** Called while typing, after a short pause. */
  readonly tell: (q: string) => void
  readonly label: string
  readonly placeholder: string
  readonly keys: readonly FilterKey[]
  readonly facets: readonly Facet[]
  /** What the server made of the last text, when it could not read it; the last good rows stay. */
  readonly mistake: FilterMistake | null
}

const MAX_LENGTH = 500

/** One box for the filter grammar: chips for what is finished, text for what is typed, completion with counts. */
export function FilterBox({ q, tell, label, placeholder, keys, facets, mistake }: FilterBoxProps) {
  const input = useRef<HTMLInputElement>(null)
  const text = useFilterText(q, tell)
  const list = useSuggestions(text, keys, facets)
  const wrongId = useId()
  return (
    <search className="filter-box">
      <div className={classNames('filter-field', mistake !== null && 'wrong')}>
        <Glass />
        <Chips text={text} input={input} wrong={mistake === null ? null : termAt(q, mistake.at)} />
        <TailInput
          text={text}
          list={list}
          input={input}
          label={label}
          placeholder={placeholder}
          wrongId={mistake === null ? undefined : wrongId}
        />
        <span className="hint">/ to focus</span>
      </div>
      {list.open ? <Suggestions list={list} /> : null}
      {mistake === null ? null : <FilterWrong id={wrongId} q={q} mistake={mistake} />}
    </search>
  )
}

function Glass() {
  return (
    <svg className="ic" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="7" cy="7" r="4.5" />
      <path d="m10.5 10.5 3.5 3.5" />
    </svg>
  )
}

interface TailProps {
  readonly text: FilterText
  readonly list: SuggestionList
  readonly input: RefObject<HTMLInputElement | null>
  readonly label: string
  readonly placeholder: string
  readonly wrongId: string | undefined
}

function TailInput({ text, list, input, label, placeholder, wrongId }: TailProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (list.onKey(event)) return
    const atStart = input.current?.selectionStart === 0 && input.current.selectionEnd === 0
    if (event.key === 'Backspace' && atStart && text.chips.length > 0) {
      event.preventDefault()
      text.openChip(text.chips.length - 1)
    } else if (event.key === 'Enter') text.finish()
    else if (event.key === 'Escape') input.current?.blur()
  }
  return (
    <input
      ref={input}
      type="text"
      data-filter=""
      role="combobox"
      aria-label={label}
      aria-expanded={list.open}
      aria-controls={list.id}
      aria-autocomplete="list"
      aria-activedescendant={list.activeId}
      aria-invalid={wrongId !== undefined}
      aria-describedby={wrongId}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      maxLength={MAX_LENGTH}
      placeholder={text.chips.length === 0 ? placeholder : undefined}
      value={text.tail}
      onChange={(event) => {
        text.setTail(event.target.value)
        list.show()
      }}
      onKeyDown={onKeyDown}
      onBlur={() => {
        list.hide()
        text.finish()
      }}
    />
  )
}

interface ChipsProps {
  readonly text: FilterText
  readonly input: RefObject<HTMLInputElement | null>
  /** Index of the chip that the server could not read. */
  readonly wrong: number | null
}

function Chips({ text, input, wrong }: ChipsProps) {
  const edit = (index: number) => {
    text.openChip(index)
    input.current?.focus()
  }
  return text.chips.map((chip, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the same term may stand twice; its place is its identity
    <span key={index} className={classNames('filter-chip', index === wrong && 'wrong')}>
      <button type="button" title="Edit" aria-label={`Edit ${chip}`} onClick={() => edit(index)}>
        {chip}
      </button>
      <button type="button" aria-label={`Remove ${chip}`} onClick={() => text.removeChip(index)}>
        ×
      </button>
    </span>
  ))
}
