import type { LossProblem } from '@perigee/domain'
import { Refusal } from '../wire/refusal.ts'

/** A loss that cannot be read, or that names what is not there. */
export function lossRefusal({ error, at }: LossProblem): Refusal {
  return new Refusal('PGE_INVALID_LOSS', `This loss cannot be tried: ${error}.`, { at, hint: HINT })
}

const HINT = 'Write broker:3, rack:b, dc:east or controllers:1, several separated by commas.'
