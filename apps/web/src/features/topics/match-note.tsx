import { hrefOf, type ViewState } from '../../app/view.ts'
import { Empty } from '../../ui/empty.tsx'
import { countWords } from '../../ui/quantity-words.ts'
import type { TopicsData } from './queries.ts'

interface MatchNoteProps {
  readonly data: TopicsData
  readonly internal: string | undefined
  readonly choose: ViewState['choose']
}

/** How many match, and what is hidden. */
export function MatchNote({ data, internal, choose }: MatchNoteProps) {
  const shown = internal === 'show'
  return (
    <>
      <b>{countWords(data.matched ?? 0)}</b> of {countWords(data.total ?? 0)} match
      {data.hiddenInternal > 0
        ? `; ${countWords(data.hiddenInternal)} internal hidden, `
        : shown
          ? '; internal shown, '
          : ''}
      {data.hiddenInternal > 0 || shown ? (
        <button type="button" className="ln" onClick={() => choose({ internal: shown ? undefined : 'show' })}>
          {shown ? 'hide' : 'show'}
        </button>
      ) : null}
    </>
  )
}

/** An empty list: nothing there at all, or nothing that the filter lets through. */
export function NoTopics({ data, cluster }: { readonly data: TopicsData; readonly cluster: string }) {
  if (data.total === 0)
    return (
      <Empty title={`No topics are known in ${cluster}`}>
        Topics appear when someone creates one, or writes to one while auto.create.topics.enable is on. A principal
        without Describe sees none.
      </Empty>
    )
  return (
    <Empty title={`0 of ${countWords(data.total ?? 0)} match`}>
      {data.nearest === null ? null : (
        <>
          Nearest:{' '}
          <a className="ln" href={hrefOf({ kind: 'topic', cluster, topic: data.nearest })}>
            {data.nearest}
          </a>
          .{' '}
        </>
      )}
      {data.hiddenInternal > 0 ? <>{countWords(data.hiddenInternal)} internal topics match and are hidden. </> : null}
      <a className="go" href={hrefOf({ kind: 'topics', cluster })}>
        Clear filter
      </a>
    </Empty>
  )
}
