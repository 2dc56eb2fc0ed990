import { Refusal, shortened } from '../wire/refusal.ts'
import { type SortSpec, sortSpec } from './order.ts'

/** The order asked for (`field` or `-field`), the first of `fields` by default; a refusal names the fields there are. */
export function readSort<T>(
  text: string | undefined,
  fields: readonly string[],
  orderOf: (spec: SortSpec) => T | null,
): T {
  const order = orderOf(sortSpec(text ?? fields[0] ?? ''))
  if (order !== null) return order
  throw new Refusal('PGE_INVALID_SORT', `Cannot sort by ${shortened(text ?? '')}.`, {
    hint: `Sort by ${fields.join(', ')}; a leading minus turns the order round.`,
  })
}
