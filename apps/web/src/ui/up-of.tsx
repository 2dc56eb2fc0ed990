import type { UpOf } from '@perigee/contract'
import { Unknown } from './quantity.tsx'

/** `23/24` in a cell; coloured and a link when some are missing. How many there should be may be our own guess. */
export function UpOfCell({ upOf, href, what }: { upOf: UpOf | null; href: string; what: string }) {
  if (upOf === null || upOf.up === null) return <Unknown as="dash" why={`how many ${what} are up is not known`} />
  const { up, expected, expectedBy } = upOf
  const text = expected === null ? `${up}` : `${up}/${expected}`
  const title = expectedBy === 'inferred' ? `${what}: expected as many as were ever seen` : what
  if (expected === null || up >= expected) return <span title={title}>{text}</span>
  return (
    <a className="ln mid" href={href} title={title} aria-label={`${text} ${what} up`}>
      {text}
    </a>
  )
}
