import type { PageOf } from '../../app/pages.ts'
import { hrefOf } from '../../app/view.ts'
import { StateSentence } from '../../ui/state-sentence.tsx'
import { SubjectLine } from '../../ui/subject-line.tsx'

/** An address that means nothing here: says so, keeps the text, and offers ways on. */
export function NotFoundPage({ page }: PageOf<'not-found'>) {
  return (
    <>
      <SubjectLine name="No such page" />
      <StateSentence
        sentence={{
          strong: '',
          rest: 'There is no page at this address.',
          status: 'off',
          lede: 'Links of Perigee never break on purpose; this one may have lost a part on its way.',
        }}
      />
      <p className="note">
        <span className="mono">{page.path}</span>
      </p>
      <p className="note">
        <a className="go" href={hrefOf({ kind: 'overview' })}>
          To the overview
        </a>
        , or press <kbd>Ctrl K</kbd> and type a name.
      </p>
    </>
  )
}
