import type { GrowthWire } from '@perigee/contract'
import { Unknown } from '../../ui/quantity.tsx'
import { growthWords, spreadWords } from './words.ts'

/** Growth a day; what cannot be told is a dash that says why. */
export function Growth({ growth }: { readonly growth: GrowthWire }) {
  if (growth.bytesPerDay === null) return <Unknown as="dash" why={growth.text} />
  return (
    <span className={growth.bytesPerDay === 0 ? 'z' : undefined} title={spreadWords(growth)}>
      {growthWords(growth.bytesPerDay)}
    </span>
  )
}
