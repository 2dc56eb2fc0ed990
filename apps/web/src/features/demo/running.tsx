import type { DemoScenario } from '@perigee/contract'
import { useAtSecond } from '../../time/ticker.ts'
import { ageWords } from '../../time/words.ts'

/** One scenario that is under way: what happens now, for how long, and where it shows. */
export function Running({ scenario }: { scenario: DemoScenario }) {
  const { title, cluster, href, step, since, state } = scenario
  const age = useAtSecond((now) => (since === null ? '' : ageWords(Math.max(0, now - Date.parse(since)))))
  return (
    <a href={href} title={step ?? undefined}>
      <b>{title}</b> <span className="word">on {cluster}</span>
      <span className="q">{state === 'healing' ? ' healing' : age === '' ? '' : ` for ${age}`}</span>
    </a>
  )
}
