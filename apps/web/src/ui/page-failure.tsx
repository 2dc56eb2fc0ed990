import type { ApiError } from '../api/api-error.ts'
import { CopyButton } from './copy-button.tsx'
import { StateSentence } from './state-sentence.tsx'

/** A page that has nothing to show and why: what happened, what to do, the id to quote. */
export function PageFailure({ error, what, onAgain }: { error: ApiError; what: string; onAgain: () => void }) {
  const silent = error.kind === 'unreachable'
  return (
    <>
      <StateSentence
        sentence={{
          strong: '',
          rest: silent ? `${capital(what)} cannot be read: ${error.message}.` : ended(error.message),
          status: 'unknown',
          lede: error.hint ?? '',
        }}
      />
      <p className="note">
        {error.id !== null && (
          <>
            Error <span className="mono">{error.code}</span> <span className="mono">{error.id}</span>.{' '}
            <CopyButton text={`${error.code} ${error.id}: ${error.message}`} label="Copy" />
            {' · '}
          </>
        )}
        <button type="button" className="go" onClick={onAgain}>
          Try now
        </button>
        {' · '}
        <a className="go" href="/overview">
          Overview
        </a>
      </p>
    </>
  )
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const ended = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)
