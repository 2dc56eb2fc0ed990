import type { RestartCheck, Status } from '@perigee/contract'
import { AgeStamp } from '../age-stamp.tsx'
import { CheckList, Verdict } from './verdict.tsx'
import { withoutTitle } from './without-title.ts'

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
  const sentence = withoutTitle(check.sentence, title)
  const more = check.reasons.filter((reason) => !check.sentence.includes(reason))
  return (
    <>
      <Verdict status={status} title={title}>
        <p>{sentence}</p>
      </Verdict>
      <CheckList checks={check.checks} />
      <p className="note">
        {more.length === 0 ? null : <>{more.join(' ')} </>}
        Judged from metadata <AgeStamp observedAt={check.judgedFrom} intervalMs={intervalMs} />.
      </p>
    </>
  )
}
