import type { ApiError } from '../api/api-error.ts'
import { CopyButton } from './copy-button.tsx'
import { Empty } from './empty.tsx'

/** Stands where data would be when there never was any: what happened, what to do, the id to quote. */
export function QueryFailure({ error, what, onAgain }: { error: ApiError; what: string; onAgain: () => void }) {
  return (
    <Empty title={error.kind === 'unreachable' ? `${what} cannot be read` : error.message} status="unknown">
      {error.kind === 'unreachable' && `${error.message}. `}
      {error.hint !== null && `${error.hint} `}
      {error.id !== null && (
        <>
          Error <span className="mono">{error.code}</span> <span className="mono">{error.id}</span>.{' '}
          <CopyButton text={`${error.code} ${error.id}: ${error.message}`} label="Copy" />{' '}
        </>
      )}
      <button type="button" className="go" onClick={onAgain}>
        Try now
      </button>
    </Empty>
  )
}
