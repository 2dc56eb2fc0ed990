import { DropdownMenu } from 'radix-ui'
import { DEFAULT_FROM, RANGES, rangeMs } from '../time/range.ts'
import { useAtSecond } from '../time/ticker.ts'
import { clockWords } from '../time/words.ts'
import { useZone } from '../time/zone.ts'
import { useView } from './view.ts'
import '../ui/overlay.css'

/** The one time window of the page: every chart uses it. The URL keeps what was chosen, never the evaluated instant. */
export function RangeMenu() {
  const { view, choose } = useView()
  const zone = useZone()
  const from = view.from ?? DEFAULT_FROM
  const known = RANGES.find((range) => range.from === from)
  const ms = rangeMs(from)
  const span = useAtSecond((now) =>
    ms === null
      ? ''
      : `${clockWords(now - ms, zone, 'minutes')} – ${clockWords(now, zone, 'minutes')} ${zone === 'utc' ? 'UTC' : ''}`,
  )
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="btn quiet range">
        {known?.text ?? from} <span className="q word">{span}</span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="raised menu-list" align="end" sideOffset={4}>
          <DropdownMenu.RadioGroup
            value={from}
            onValueChange={(next) => choose({ from: next === DEFAULT_FROM ? undefined : next, to: undefined })}
          >
            {RANGES.map((range) => (
              <DropdownMenu.RadioItem key={range.from} value={range.from}>
                {range.text}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
