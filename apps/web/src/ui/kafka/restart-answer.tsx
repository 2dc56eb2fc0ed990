import type { RestartCheck, Status } from '@perigee/contract'
import { AgeStamp } from '../age-stamp.tsx'
import { CheckList, Verdict } from './verdict.tsx'

const LOOKS: Readonly<Record<RestartCheck['verdict'], { readonly status: Status; readonly title: string }>> = {
  safe: { status: 'ok', title: 'Safe to restart now' },
  unsafe: { status: 'critical', title: 'Do not restart now' },
  unknown: { status: 'unknown', title: 'Cannot tell whether a restart is safe' },
}

interface AnswerProps {
  readonly check: RestartCheck
  readonly intervalMs: number
}

/** May this broker be restarted? One sentence, then what was looked at. */
export function RestartAnswer({ check, intervalMs }: AnswerProps) {
  const { status, title } = LOOKS[check.verdict]
  return (
    <>
      <Verdict status={status} title={title}>
        <p>{check.sentence}</p>
      </Verdict>
      <CheckList checks={check.checks} />
      <p className="note">
        {check.reasons.length === 0 ? null : <>{check.reasons.join(' ')} </>}
        Judged from metadata <AgeStamp observedAt={check.judgedFrom} intervalMs={intervalMs} />.
      </p>
    </>
  )
}
