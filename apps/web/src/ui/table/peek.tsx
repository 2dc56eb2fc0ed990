import { type ReactNode, useEffect } from 'react'
import './peek.css'

interface PeekProps {
  readonly title: string
  readonly href: string
  readonly openLabel: string
  readonly close: () => void
  readonly children: ReactNode
}

/** The essentials of one row beside its list. Not a dialog: the list keeps its keys, j and k move the peek along. */
export function Peek({ title, href, openLabel, close, children }: PeekProps) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest('input') !== null
      if (event.key === 'Escape' && !event.defaultPrevented && !typing) close()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [close])
  return (
    <aside className="peek" aria-label={`Peek at ${title}`}>
      <header>
        <b title={title}>{title}</b>
        <button type="button" aria-label="Close the peek" title="Close (Esc)" onClick={close}>
          ×
        </button>
      </header>
      {children}
      <a className="btn" href={href}>
        {openLabel} <kbd>Enter</kbd>
      </a>
    </aside>
  )
}
