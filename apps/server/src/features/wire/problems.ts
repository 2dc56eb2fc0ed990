import type { Problem } from '@perigee/contract'
import type { ClusterProblem } from '@perigee/domain'
import type { ClusterState } from '../../facts/state.ts'
import { hrefOf, hrefOrNull } from './hrefs.ts'
import { instantOf } from './words.ts'

/** A problem with its targets turned into URLs and since when it holds. */
export function problemWire(cluster: ClusterState, problem: ClusterProblem): Problem {
  return {
    code: problem.code,
    status: problem.status,
    title: problem.title,
    text: problem.text,
    since: instantOf(cluster.onset(problem.code)),
    heldBefore: cluster.heldBefore(problem.code),
    href: hrefOrNull(cluster.name, problem.target),
    hrefLabel: problem.targetLabel,
    explains: problem.explains.map(({ text, count, target }) => ({ text, count, href: hrefOf(cluster.name, target) })),
  }
}
