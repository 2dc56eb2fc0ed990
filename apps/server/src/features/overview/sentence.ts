import type { ClusterSummary, Sentence } from '@perigee/contract'
import { listWords, plural, thousands } from '../wire/words.ts'

type Row = Pick<ClusterSummary, 'name' | 'status' | 'reasons' | 'freshness'>

/** `2 of 12 clusters need attention, and 1 cannot be seen.` The lede is the worst reasons, one cluster each. */
export function overviewSentence(clusters: readonly Row[]): Sentence {
  const [first] = clusters
  if (first === undefined)
    return {
      strong: 'No cluster is configured yet',
      rest: '.',
      status: 'off',
      lede: 'Give one with --bootstrap or in perigee.yaml.',
    }
  if (clusters.length === 1) return oneCluster(first)
  const groups = groupsOf(clusters)
  const { troubled, unseen, partly } = groups
  const lede = ledeOf([...troubled, ...unseen, ...partly])
  const of = plural(clusters.length, 'cluster')
  if (troubled.length > 0) {
    const strong = `${thousands(troubled.length)} of ${of} ${troubled.length === 1 ? 'needs' : 'need'} attention`
    const status = troubled.some((row) => row.status === 'critical') ? 'critical' : 'warning'
    return { strong, rest: alsoUnknown(groups), status, lede }
  }
  if (unseen.length > 0) {
    const rest = unseen.length === clusters.length ? '.' : '; nothing is known to be wrong in the others.'
    return { strong: `${thousands(unseen.length)} of ${of} cannot be seen`, rest, status: 'unknown', lede }
  }
  if (partly.length > 0) {
    const strong = `${thousands(partly.length)} of ${of} ${partly.length === 1 ? 'is' : 'are'} known only in part`
    return { strong, rest: '; nothing is known to be wrong.', status: 'unknown', lede }
  }
  const busy = clusters.filter(({ status }) => status === 'busy').length
  const rest = busy > 0 ? `; ${thousands(busy)} of them ${busy === 1 ? 'is' : 'are'} at work.` : '.'
  return { strong: `All ${of} are well`, rest, status: busy > 0 ? 'busy' : 'ok', lede }
}

interface Groups {
  readonly troubled: readonly Row[]
  /** Out of sight: never read, or lost. */
  readonly unseen: readonly Row[]
  /** Seen, but with parts that cannot be told. */
  readonly partly: readonly Row[]
}

function groupsOf(clusters: readonly Row[]): Groups {
  const unknown = clusters.filter(({ status }) => status === 'unknown')
  return {
    troubled: clusters.filter(({ status }) => status === 'critical' || status === 'warning'),
    unseen: unknown.filter(isOutOfSight),
    partly: unknown.filter((row) => !isOutOfSight(row)),
  }
}

const isOutOfSight = ({ freshness }: Row) => freshness === 'never' || freshness === 'lost'

function alsoUnknown({ unseen, partly }: Groups): string {
  const parts = [
    unseen.length > 0 ? `${thousands(unseen.length)} cannot be seen` : '',
    partly.length > 0 ? `${thousands(partly.length)} ${partly.length === 1 ? 'is' : 'are'} known only in part` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? '.' : `, and ${listWords(parts)}.`
}

function oneCluster(row: Row): Sentence {
  const { name, status, reasons } = row
  const lede = reasons.slice(0, 2).map(ended).join(' ')
  const said = (words: string): Sentence => ({ strong: `${name} ${words}`, rest: '.', status, lede })
  if (status === 'critical' || status === 'warning') return said('needs attention')
  if (status === 'unknown') return said(isOutOfSight(row) ? 'cannot be seen' : 'is known only in part')
  return said(status === 'busy' ? 'is well and at work' : 'is well')
}

/** The worst reason of up to three clusters, each with its name. */
function ledeOf(rows: readonly Row[]): string {
  const spoken = rows.filter(({ reasons }) => reasons.length > 0)
  const told = spoken.slice(0, 3).map(({ name, reasons }) => `${name}: ${ended(reasons[0] as string)}`)
  return spoken.length > 3 ? `${told.join(' ')} And ${plural(spoken.length - 3, 'more')}.` : told.join(' ')
}

const ended = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)
