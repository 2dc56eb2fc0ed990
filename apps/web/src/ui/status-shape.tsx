import type { Status } from '@perigee/contract'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import './status.css'

/** The words of ux.md §4: one vocabulary of states everywhere. */
export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  critical: 'Critical',
  warning: 'Warning',
  unknown: 'No data',
  busy: 'Working',
  ok: 'OK',
  off: 'Off',
}

const DRAWINGS: Readonly<Record<Status, ReactNode>> = {
  critical: (
    <>
      <path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z" fill="currentColor" />
      <path d="M8 4v5" stroke="var(--on)" strokeWidth="2" strokeLinecap="round" />
      <circle cx="8" cy="12" r="1.2" fill="var(--on)" />
    </>
  ),
  warning: (
    <>
      <path d="M8 1.8 15 14.2H1z" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
      <path d="M8 6v4" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
      <circle cx="8" cy="12.1" r=".95" fill="currentColor" />
    </>
  ),
  unknown: (
    <>
      <circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" strokeWidth="1.4" strokeDasharray="2.6 1.9" />
      <path
        d="M6.2 6.4c.1-2.3 3.7-2.2 3.6 0 0 1.3-1.8 1.3-1.8 2.8"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
      />
      <circle cx="8" cy="11.6" r=".9" fill="currentColor" />
    </>
  ),
  busy: (
    <path d="M8 2.4a5.6 5.6 0 1 1-5.6 5.6" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
  ),
  ok: <circle cx="8" cy="8" r="3" fill="currentColor" />,
  off: <path d="M4 8h8" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />,
}

const HIDDEN = { 'aria-hidden': true } as const
const NAMED = (title: string) => ({ role: 'img', 'aria-label': title }) as const

/** The shape of a status. Decoration beside a word by default; with `title` it speaks for itself. */
export function StatusShape({ status, title, className }: { status: Status; title?: string; className?: string }) {
  const named = title !== undefined
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: hidden from readers unless it has a title
    <svg className={classNames('sh', status, className)} viewBox="0 0 16 16" {...(named ? NAMED(title) : HIDDEN)}>
      {named && <title>{title}</title>}
      {DRAWINGS[status]}
    </svg>
  )
}
