import type { ClusterSummary, Sentence } from '@perigee/contract'
import { plural, thousands } from '../wire/words.ts'

type Row = Pick<ClusterSummary, 'name' | 'status' | 'reasons'>

/** `2 of 12 clusters need attention, and 1 cannot be seen.` The lede is the worst reasons, one cluster each. */
export function overviewSentence(clusters: readonly Row[]): Sentence {
  if (clusters.length === 0)
    return {
      strong: 'No cluster is configured yet',
      rest: '.',
      status: 'off',
      lede: 'Give one with --bootstrap or in perigee.yaml.',
    }
  const troubled = clusters.filter(({ status }) => status === 'critical' || status === 'warning')
  const unseen = clusters.filter(({ status }) => status === 'unknown')
  const lede = ledeOf([...troubled, ...unseen])
  const worst = clusters[0]?.status ?? 'ok'
  if (clusters.length === 1) return { ...oneCluster(clusters[0] as Row), lede }
  if (troubled.length > 0) {
    const strong = `${thousands(troubled.length)} of ${plural(clusters.length, 'cluster')} ${troubled.length === 1 ? 'needs' : 'need'} attention`
    const status = troubled.some((row) => row.status === 'critical') ? 'critical' : 'warning'
    return { strong, rest: unseen.length > 0 ? `, and ${thousands(unseen.length)} cannot be seen.` : '.', status, lede }
  }
  if (unseen.length > 0) {
    const strong = `${thousands(unseen.length)} of ${plural(clusters.length, 'cluster')} cannot be seen`
    const rest = unseen.length === clusters.length ? '.' : '; nothing is known to be wrong in the others.'
    return { strong, rest, status: 'unknown', lede }
  }
  const busy = clusters.filter(({ status }) => status === 'busy').length
  const rest = busy > 0 ? `; ${plural(busy, 'of them is at work', 'of them are at work')}.` : '.'
  return { strong: `All ${plural(clusters.length, 'cluster')} are well`, rest, status: busy > 0 ? 'busy' : worst, lede }
}

function oneCluster({ name, status }: Row): Omit<Sentence, 'lede'> {
  switch (status) {
    case 'critical':
    case 'warning':
      return { strong: `${name} needs attention`, rest: '.', status }
    case 'unknown':
      return { strong: `${name} cannot be seen as a whole`, rest: '.', status }
    case 'busy':
      return { strong: `${name} is well and at work`, rest: '.', status }
    default:
      return { strong: `${name} is well`, rest: '.', status }
  }
}

/** The worst reason of up to three clusters, each with its name. */
function ledeOf(rows: readonly Row[]): string {
  const spoken = rows.filter(({ reasons }) => reasons.length > 0)
  const told = spoken.slice(0, 3).map(({ name, reasons }) => `${name}: ${ended(reasons[0] as string)}`)
  return spoken.length > 3 ? `${told.join(' ')} And ${plural(spoken.length - 3, 'more')}.` : told.join(' ')
}

const ended = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)
