import { DropdownMenu } from 'radix-ui'
import { useExtent } from '../api/extent.ts'
import { usePageRange } from '../time/page-range.ts'
import { DEFAULT_FROM, fixedRange, liveRange, offeredRanges, RANGES } from '../time/range.ts'
import { durationWords, endOfRangeWords } from '../time/words.ts'
import { useZone } from '../time/zone.ts'
import { useView } from './view.ts'
import '../ui/overlay.css'

/** The one time window of the page: every chart uses it. The URL keeps what was chosen, never the evaluated instant. */
export function RangeMenu({ cluster }: { readonly cluster: string }) {
  const { view, choose } = useView()
  const zone = useZone()
  const range = usePageRange()
  const { extentMs } = useExtent(cluster)
  const from = view.from ?? DEFAULT_FROM
  const isLive = range.mode === 'live'
  const known = isLive ? RANGES.find((offer) => offer.from === from) : undefined
  const spanMs = range.toMs - range.fromMs
  const words = (at: number) => endOfRangeWords(at, zone, spanMs)
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="btn quiet range">
        {known?.text ?? (isLive ? `Last ${durationWords(spanMs)}` : 'Fixed window')}{' '}
        <span className="q word">
          {words(range.fromMs)} – {words(range.toMs)} {zone === 'utc' ? 'UTC' : ''}
        </span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="raised menu-list" align="end" sideOffset={4}>
          <DropdownMenu.RadioGroup
            value={isLive ? from : ''}
            onValueChange={(next) => choose({ ...liveRange(next), from: next === DEFAULT_FROM ? undefined : next })}
          >
            {offeredRanges(extentMs).map((offer) => (
              <DropdownMenu.RadioItem key={offer.from} value={offer.from}>
                {offer.text}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator />
          {isLive && (
            <DropdownMenu.Item onSelect={() => choose(fixedRange(range.fromMs, range.toMs))}>
              Freeze this window
            </DropdownMenu.Item>
          )}
          <DropdownMenu.Label className="q kept">
            {extentMs === null ? 'Nothing is kept yet' : `Kept: ${durationWords(extentMs)}`}
          </DropdownMenu.Label>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
