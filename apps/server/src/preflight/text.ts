// The answer of `perigee preflight` for a terminal: what is wrong first, with evidence and fix; what passes in a line each.
import type { Preflight, PreflightCheck } from '@perigee/contract'

type Data = Preflight['data']
type State = PreflightCheck['state']

const WORDS: Readonly<Record<State, string>> = {
  fail: 'FAIL',
  warn: 'WARN',
  unknown: '  ? ',
  pass: 'pass',
  'not-applicable': '  - ',
}
const WIDTH = 100
const INDENT = '        '
const MOST_DETAILS = 5

/** Lines of at most a hundred columns, no colours: it goes into tickets and logs. */
export function textOf({ cluster, sentence, counts, checks, probedAt, releasesAsOf }: Data): string {
  const troubled = checks.filter(({ state }) => state === 'fail' || state === 'warn' || state === 'unknown')
  const calm = checks.filter(({ state }) => state === 'pass' || state === 'not-applicable')
  const probed = probedAt === null ? 'doors not tried' : `doors tried ${probedAt}`
  return [
    `Preflight of ${cluster}: ${sentence.strong}${sentence.rest}`,
    '',
    ...troubled.flatMap((check) => [...troubleLines(check), '']),
    ...calm.flatMap(calmLines),
    '',
    `${counts.fail} fail, ${counts.warn} warn, ${counts.unknown} not known, ${counts.pass} pass, ${counts['not-applicable']} do not apply; ${probed}; releases as of ${releasesAsOf}`,
    '',
  ].join('\n')
}

function troubleLines(check: PreflightCheck): readonly string[] {
  const { state, severity, title, id, evidence, details, detailCount, reason, fix, command } = check
  // One row says what the evidence says already.
  const rows = detailCount < 2 ? [] : details.slice(0, MOST_DETAILS)
  const more = detailCount - rows.length
  return [
    `${WORDS[state]}  ${title}  [${severity}, ${id}]`,
    ...wrapped(evidence, INDENT),
    ...rows.flatMap((row) => wrapped(row, `${INDENT}  `)),
    ...(rows.length > 0 && more > 0 ? [`${INDENT}  and ${more} more`] : []),
    ...(state === 'unknown' ? [] : wrapped(`Why: ${reason}`, INDENT)),
    ...(fix === null ? [] : wrapped(`Fix: ${fix}`, INDENT)),
    ...(command === null ? [] : command.split('\n').map((line) => `${INDENT}     ${line}`)),
  ]
}

function calmLines({ state, title, evidence }: PreflightCheck): readonly string[] {
  const [first = '', ...rest] = wrapped(`${title}. ${evidence}`, '      ')
  return [`${WORDS[state]}  ${first.trimStart()}`, ...rest]
}

/** Breaks between words; a word that is longer than a line stays whole, so that it can be copied. */
function wrapped(text: string, indent: string): readonly string[] {
  const lines: string[] = []
  let line = indent
  for (const word of text.split(' ')) {
    if (line.length > indent.length && line.length + word.length + 1 > WIDTH) {
      lines.push(line)
      line = indent
    }
    line += line === indent ? word : ` ${word}`
  }
  return [...lines, line]
}
