import type { Status } from '@perigee/contract'
import { classNames } from './class-names.ts'
import { STATUS_WORDS, StatusShape } from './status-shape.tsx'

/** Shape and word; solid fill for critical, tint for warning, hatch for no data, plain for fine. */
export function StatusPill({ status, word }: { status: Status; word?: string }) {
  return (
    <span className={classNames('st', status)}>
      <StatusShape status={status} />
      {word ?? STATUS_WORDS[status]}
    </span>
  )
}
