import type { EnsembleMember } from '../member.ts'
import { conf } from './conf.ts'
import { cons, crst, dump } from './connections.ts'
import { dirs, envi } from './environment.ts'
import { mntr } from './mntr.ts'
import { srvr, stat } from './srvr.ts'
import { wchc, wchp, wchs } from './watch-words.ts'

export const NOT_SERVING = 'This ZooKeeper instance is not currently serving requests\n'

/** Words that tell something although the member is in no quorum. */
const ALWAYS: Readonly<Record<string, (member: EnsembleMember) => string>> = {
  ruok: () => 'imok',
  envi,
  isro: (member) => (member.serving ? 'rw' : 'null'),
}

const WHILE_SERVING: Readonly<Record<string, (member: EnsembleMember) => string>> = {
  srvr,
  stat,
  mntr,
  conf,
  cons,
  crst,
  dump,
  dirs,
  wchs,
  wchc,
  wchp,
  srst: (member) => {
    member.statistics.reset()
    return 'Server stats reset.\n'
  },
}

/** The answer to the four bytes a connection began with; null when they are no word (`FourLetterCommands`). */
export function answerWord(word: string, member: EnsembleMember): string | null {
  const always = Object.hasOwn(ALWAYS, word) ? ALWAYS[word] : undefined
  const serving = Object.hasOwn(WHILE_SERVING, word) ? WHILE_SERVING[word] : undefined
  if (!always && !serving) return null
  const { whitelist } = member.view
  if (!whitelist.has(word) && !whitelist.has('*')) {
    return `${word} is not executed because it is not in the whitelist.\n`
  }
  if (always) return always(member)
  return serving && member.serving ? serving(member) : NOT_SERVING
}
