import type { ClusterSummary } from '@perigee/contract'
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
        {said.map(({ code, title, text, explains, href, hrefLabel }) => (
          <span key={`${code} ${title}`}>
            {title}
            {joint(title, text)}
            {ended(text === '' && title === '' ? '' : text)}{' '}
            {explains.length > 0 ? (
              <>
                Explains <Explains explains={explains} />.{' '}
              </>
            ) : (
              href !== null && (
                <>
                  <a className="ln" href={href}>
                    {hrefLabel ?? 'Look'}
                  </a>{' '}
                </>
              )
            )}
          </span>
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

const ended = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`)
