import { useEffect, useRef, useState } from 'react'
import { chipsAndTail, joinTerms, splitTerms } from './terms.ts'

/** Typing is told to the URL after this pause; the server is asked by then. */
const PAUSE_MS = 120

export interface FilterText {
  readonly chips: readonly string[]
  readonly tail: string
  /** The tail as typed. */
  readonly setTail: (tail: string) => void
  /** Opens chip `index` and everything after it as text. */
  readonly openChip: (index: number) => void
  readonly removeChip: (index: number) => void
  /** What is being typed becomes chips. */
  readonly finish: () => void
}

/**
 * The filter as chips and text. `q` is what the URL says; `tell` writes it there. What the URL says wins, unless it is
 * only the echo of what was typed.
 */
export function useFilterText(q: string, tell: (q: string) => void): FilterText {
  const [text, setText] = useState(finished(q))
  const [opened, setOpened] = useState<number | null>(null)
  const told = useRef(q)
  useEffect(() => {
    if (q === told.current) return
    told.current = q
    setText(finished(q))
    setOpened(null)
  }, [q])
  useEffect(() => {
    const next = text.trim()
    if (next === told.current) return
    const timer = setTimeout(() => {
      told.current = next
      tell(next)
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, tell])
  const { chips, tail } = opened === null ? chipsAndTail(text) : openedAt(text, opened)
  const setTail = (next: string) => setText(chips.length === 0 ? next : `${chips.join(' ')} ${next}`)
  const openChip = (index: number) => {
    setText(joinTerms([...chips, tail]))
    setOpened(index)
  }
  const removeChip = (index: number) => setText(joinTerms([...chips.toSpliced(index, 1), tail]))
  const finish = () => {
    setOpened(null)
    setText((now) => finished(now.trim()))
  }
  return { chips, tail, setTail, openChip, removeChip, finish }
}

/** A space at the end says that nothing is being typed. */
function finished(text: string): string {
  return text === '' ? '' : `${text} `
}

function openedAt(text: string, count: number): { readonly chips: readonly string[]; readonly tail: string } {
  const terms = splitTerms(text).slice(0, count)
  const end = terms.at(-1)?.end ?? 0
  return { chips: terms.map((term) => term.text), tail: text.slice(end).replace(/^\s/, '') }
}
