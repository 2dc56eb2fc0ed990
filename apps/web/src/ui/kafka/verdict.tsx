import type { RestartCheck, Status } from '@perigee/contract'
import type { ReactNode } from 'react'
import { STATUS_WORDS, StatusShape } from '../status-shape.tsx'
import styles from './verdict.module.css'

interface VerdictProps {
  readonly status: Status
  readonly title: ReactNode
  readonly children?: ReactNode
}

/** An answer with its weight at the edge: red to stop, amber to think, quiet when fine. */
export function Verdict({ status, title, children }: VerdictProps) {
  return (
    <div className={`${styles.verdict} ${styles[status] ?? ''}`}>
      <h3>
        <StatusShape status={status} />
        {title}
      </h3>
      {children}
    </div>
  )
}

/** What was looked at for a verdict, one line each, with what was found. */
export function CheckList({ checks }: { readonly checks: RestartCheck['checks'] }) {
  return (
    <ul className={styles.checks}>
      {checks.map(({ status, title, text, href }) => (
        <li key={title}>
          <StatusShape status={status} title={STATUS_WORDS[status]} />
          <div>
            {title}
            <p>
              {href === null ? (
                text
              ) : (
                <a className="ln" href={href}>
                  {text}
                </a>
              )}
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}
