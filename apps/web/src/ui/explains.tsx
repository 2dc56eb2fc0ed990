import type { Problem } from '@perigee/contract'
import { Fragment } from 'react'

/** The counts a cause explains, each a link to exactly its rows: `3 offline, 762 of 778 under-replicated`. */
export function Explains({ explains }: { explains: readonly Pick<Problem['explains'][number], 'text' | 'href'>[] }) {
  return explains.map(({ text, href }, at) => (
    <Fragment key={href}>
      {at > 0 && (at === explains.length - 1 ? ' and ' : ', ')}
      <a className="ln" href={href}>
        {text}
      </a>
    </Fragment>
  ))
}
