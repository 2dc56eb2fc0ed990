import type { TopicRow } from '@perigee/contract'
import { Quantity, Unknown } from '../../ui/quantity.tsx'

/** Size over all replicas; a lower bound when a broker that holds some did not tell. */
export function TopicSize({ row }: { readonly row: Pick<TopicRow, 'sizeBytes' | 'sizePartial'> }) {
  if (row.sizeBytes === null) return <Unknown as="dash" />
  if (!row.sizePartial) return <Quantity value={row.sizeBytes} kind="bytes" />
  return (
    <span title="At least this much: a broker that holds replicas did not tell sizes">
      <span aria-hidden="true">≥ </span>
      <span className="sr">at least </span>
      <Quantity value={row.sizeBytes} kind="bytes" />
    </span>
  )
}
