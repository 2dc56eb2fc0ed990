import type { Sentence, Source } from '@perigee/contract'
import { listWords, plural, thousands } from '../wire/words.ts'

/** Loud part: clusters that cannot be seen, else how many sources are lost; then the counts. */
export function sourcesSentence(items: readonly Source[], clusters: number): Sentence {
  const polled = items.filter(({ state }) => state !== 'off')
  const count = (state: Source['state']) => polled.filter((item) => item.state === state).length
  const lede = `${thousands(count('fresh'))} of ${plural(polled.length, 'source')} fresh.`
  if (clusters === 0)
    return { strong: 'No cluster is configured', rest: ', so nothing is polled.', status: 'off', lede: '' }
  const unseen = polled.filter(({ kind, state }) => kind === 'kafka.registry' && state === 'lost').map((i) => i.cluster)
  const rest = restWords(count('lost'), count('late'), count('partial'))
  if (unseen.length > 0)
    return { strong: `${listWords(unseen)} cannot be seen at all`, rest: `; ${rest}`, status: 'unknown', lede }
  if (count('lost') + count('late') + count('partial') > 0)
    return {
      strong: capital(rest).replace(/\.$/, ''),
      rest: '.',
      status: count('lost') > 0 ? 'unknown' : 'warning',
      lede,
    }
  if (count('starting') > 0)
    return { strong: `${plural(count('starting'), 'source')} still starting`, rest: '.', status: 'busy', lede }
  return { strong: 'All sources are fresh', rest: '.', status: 'ok', lede }
}

function restWords(lost: number, late: number, partial: number): string {
  const parts = [
    lost > 0 ? `${thousands(lost)} lost` : '',
    late > 0 ? `${thousands(late)} late` : '',
    partial > 0 ? `${thousands(partial)} partial` : '',
  ].filter((part) => part !== '')
  return `${plural(lost + late + partial, 'source')} ${lost + late + partial === 1 ? 'needs' : 'need'} a look: ${listWords(parts)}.`
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
