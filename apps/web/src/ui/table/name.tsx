import { isLongName, splitName } from './middle-ellipsis.ts'
import styles from './name.module.css'

interface NameProps {
  readonly name: string
  readonly href?: string
}

/** A name that gives way in its middle; the whole of it is in the tooltip and is what is read aloud. */
export function Name({ name, href }: NameProps) {
  const look = { className: styles.name, title: name }
  return href === undefined ? (
    <span {...look}>
      <NameText name={name} />
    </span>
  ) : (
    <a {...look} href={href}>
      <NameText name={name} />
    </a>
  )
}

/** Short names stay one text, so that marking and copying them gives the name and nothing else. */
function NameText({ name }: { readonly name: string }) {
  if (!isLongName(name)) return <span className={styles.head}>{name}</span>
  const { head, tail } = splitName(name)
  return (
    <>
      <span className="sr">{name}</span>
      <span className={styles.head} aria-hidden="true">
        {head}
      </span>
      <span className={styles.tail} aria-hidden="true">
        {tail}
      </span>
    </>
  )
}
