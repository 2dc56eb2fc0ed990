import { instantMs } from '../../time/freshness.ts'
import { useAtSecond } from '../../time/ticker.ts'
import { fullTimeWords, shortTimeWords } from '../../time/words.ts'
import { useZone } from '../../time/zone.ts'
import { Unknown } from '../../ui/quantity.tsx'

/** A moment long ago or just now, as short as it can be said. */
export function InstantText({ instant }: { readonly instant: string | null }) {
  const zone = useZone()
  const at = instantMs(instant)
  const words = useAtSecond((now) => (at === null ? '' : shortTimeWords(at, now, { zone, seconds: 'minutes' })))
  if (at === null || instant === null) return <Unknown as="dash" />
  return (
    <time dateTime={instant} title={fullTimeWords(at, zone)}>
      {words}
    </time>
  )
}
