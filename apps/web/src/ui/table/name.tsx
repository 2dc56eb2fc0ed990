import { splitName } from './middle-ellipsis.ts'
import styles from './name.module.css'

interface NameProps {
  readonly name: string
  readonly href?: string
  readonly tabIndex?: number
}

/** A name that gives way in its middle; the whole of it is in the tooltip and is what is read aloud. */
export function Name({ name, href, tabIndex }: NameProps) {
  const { head, tail } = splitName(name)
  const inside = (
    <>
      <span className={styles.head}>{head}</span>
      <span className={styles.tail}>{tail}</span>
    </>
  )
  if (href === undefined)
    return (
      <span className={styles.name} title={name}>
        {inside}
      </span>
    )
  return (
    <a className={styles.name} href={href} title={name} aria-label={name} tabIndex={tabIndex}>
      {inside}
    </a>
  )
}
