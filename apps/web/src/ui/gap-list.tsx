import type { FailureWire, GapWire } from '@perigee/contract'
import { instantMs } from '../time/freshness.ts'
import { clockWords, fullTimeWords } from '../time/words.ts'
import { useZone } from '../time/zone.ts'
import { PartialBanner } from './banner.tsx'

/** Gaps said on a page; the data sources page has all of them. */
const SAID = 4

/** Facts that cannot be shown, each with its reason and what would help. */
export function GapList({ gaps, href }: { gaps: readonly GapWire[]; href?: string }) {
  if (gaps.length === 0) return null
  return (
    <PartialBanner {...(href !== undefined && { href, hrefLabel: 'Open sources' })}>
      {gaps.slice(0, SAID).map((gap) => (
        <span className="gap" key={`${gap.fact} ${gap.text}`} title={gap.text}>
          {gap.text}
          {gap.needs !== null && ` Needs ${gap.needs}.`}
        </span>
      ))}
      {gaps.length > SAID && <span className="gap">and {gaps.length - SAID} more</span>}
    </PartialBanner>
  )
}

/** A source that fails: whom we asked, since when, in the peer's words. The last good values stay on the page. */
export function FailureList({ failures, href }: { failures: readonly FailureWire[]; href: string }) {
  const zone = useZone()
  const [first, ...others] = failures
  if (first === undefined) return null
  const since = instantMs(first.since)
  return (
    <PartialBanner href={href} hrefLabel="Open sources">
      {first.target}: {first.message}
      {since !== null && ` (since ${clockWords(since, zone)})`}
      {others.length > 0 && ` and ${others.length} more ${others.length === 1 ? 'source fails' : 'sources fail'}`}.
    </PartialBanner>
  )
}

/** Nobody answers: one calm bar for all facts together. The reason stands in the sentence above. */
export function NothingRead({
  observedAt,
  failures,
  href,
}: {
  observedAt: string | null
  failures: readonly FailureWire[]
  href: string
}) {
  const zone = useZone()
  const at = instantMs(observedAt)
  const many = new Set(failures.map(({ source }) => source)).size
  return (
    <PartialBanner href={href} hrefLabel="Open sources">
      {at === null ? (
        'Nothing has been read yet'
      ) : (
        <>
          Nothing was read since <time title={fullTimeWords(at, zone)}>{clockWords(at, zone)}</time>
        </>
      )}
      {many > 0 && `: ${many} ${many === 1 ? 'source fails' : 'sources fail'}`}.
      {at !== null && ' Hatched values are from then.'}
    </PartialBanner>
  )
}
