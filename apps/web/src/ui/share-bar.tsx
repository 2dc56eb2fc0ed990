import type { Status } from '@perigee/contract'
import { classNames } from './class-names.ts'
import styles from './share-bar.module.css'

interface ShareBarProps {
  /** 0 to 1; what is beyond is drawn as full or empty. Null: not known, hatched. */
  readonly share: number | null
  readonly status?: Status
  /** On a phone the number beside it says enough. */
  readonly onPhone?: 'shown' | 'hidden'
}

/** A small bar before a number that says the same. */
export function ShareBar({ share, status = 'ok', onPhone = 'shown' }: ShareBarProps) {
  const look = classNames(styles.bar, share === null && styles.unknown, onPhone === 'hidden' && styles.wide)
  return (
    <span className={look} aria-hidden="true">
      {share !== null && (
        <i className={styles[status] ?? ''} style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%` }} />
      )}
    </span>
  )
}
