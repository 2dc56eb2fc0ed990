import type { ClusterSummary, Problem } from '@perigee/contract'
import { hrefOf } from '../../app/view.ts'
import { Explains } from '../../ui/explains.tsx'
import { joint } from '../../ui/join-words.ts'

/** Causes said in a row; the rest stand on the cluster's page. */
const SAID = 2

/** The second line of a troubled row: why, in words, with its counts as links. */
export function WhyRow({ cluster: { name, problems } }: { cluster: ClusterSummary }) {
  const said = problems.slice(0, SAID)
  const more = problems.length - said.length
  return (
    <tr className="why">
      <td className="nophone" />
      <td colSpan={13}>
        {said.map((problem) => (
          <Said key={`${problem.code} ${problem.title}`} problem={problem} />
        ))}
        {more > 0 && (
          <a className="ln" href={hrefOf({ kind: 'cluster', cluster: name })}>
            {more} more
          </a>
        )}
      </td>
    </tr>
  )
}

/** A cause with its counts; without counts, the rest of its sentence. The whole text stands on the cluster's page. */
function Said({ problem: { title, text, explains, href, hrefLabel } }: { problem: Problem }) {
  if (explains.length > 0)
    return (
      <>
        {title}: <Explains explains={explains} />.{' '}
      </>
    )
  return (
    <>
      {title}
      {joint(title, text)}
      {ended(text)}{' '}
      {href !== null && (
        <a className="ln" href={href}>
          {hrefLabel ?? 'Look'}
        </a>
      )}{' '}
    </>
  )
}

const ended = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`)
