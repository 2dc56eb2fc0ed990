import { Popover } from 'radix-ui'
import type { FilterKey } from './completion.ts'
import './filter.css'

const RULES: readonly (readonly [string, string])[] = [
  ['orders eu', 'names that contain both words'],
  ['"two words"', 'the phrase as it stands'],
  ['pay*.v2', '* stands for any text'],
  ['/^pay.*v[12]$/', 'regular expression'],
  ['status:critical,warning', 'one of several values'],
  ['size:>=1GiB', 'comparison with a unit: KiB, MiB, GiB, TiB, k, M, s, m, h, d'],
  ['-topic:test*', 'minus: all but these'],
  ['is:under-replicated', 'a named condition'],
]

/** The grammar on one small sheet. */
export function GrammarHelp({ keys }: { readonly keys: readonly FilterKey[] }) {
  return (
    <Popover.Root>
      <Popover.Trigger className="btn quiet">How to filter</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="pop grammar" align="end" sideOffset={4} aria-label="How to filter">
          <dl>
            {RULES.map(([example, meaning]) => (
              <Rule key={example} example={example} meaning={meaning} />
            ))}
            {keys.map(({ key, hint }) => (
              <Rule key={key} example={`${key}:`} meaning={hint} />
            ))}
          </dl>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Rule({ example, meaning }: { readonly example: string; readonly meaning: string }) {
  return (
    <>
      <dt>{example}</dt>
      <dd>{meaning}</dd>
    </>
  )
}
