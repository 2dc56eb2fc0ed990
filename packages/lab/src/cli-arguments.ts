import { parseArgs } from 'node:util'

export const HELP = `Real Kafka for trying Perigee out. Everything listens on 127.0.0.1 and is gone after Ctrl-C.

  npm run lab -- up [--kafka 3.9|4|both] [--topics N]   start; stays in the foreground (default: both, 12 topics each)
  npm run lab -- status                                 what runs, with addresses
  npm run lab -- stop|kill|pause|resume|restart NODE    NODE as status prints it: 4:2, 3.9:1, 3.9:zookeeper-2
  npm run lab -- down                                   end the lab that is up

  PERIGEE_LAB=jvm|containers   how to run Kafka; by default containers where Docker answers, else Java 17
  PERIGEE_LAB_CACHE=DIR        where jars are kept; by default .perigee/lab
`

export type Which = '3.9' | '4' | 'both'
export const ACTIONS = ['stop', 'kill', 'pause', 'resume', 'restart'] as const
export type Action = (typeof ACTIONS)[number]

export type Command =
  | { readonly verb: 'help' }
  | { readonly verb: 'wrong'; readonly message: string }
  | { readonly verb: 'up'; readonly which: Which; readonly topics: number }
  /** Passed on to the lab that is up. */
  | { readonly verb: 'ask'; readonly words: readonly string[] }

const MOST_TOPICS = 5000

export function readArguments(args: readonly string[]): Command {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { kafka: { type: 'string' }, topics: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    })
    const [verb, ...rest] = positionals
    if (values.help === true || verb === undefined || verb === 'help') return { verb: 'help' }
    if (verb === 'up') return readUp(values.kafka ?? 'both', values.topics ?? '12')
    if (verb === 'status' || verb === 'down') return { verb: 'ask', words: [verb] }
    if (!isAction(verb)) return { verb: 'wrong', message: `no command ${verb}` }
    if (rest.length === 0) return { verb: 'wrong', message: `${verb} which node? Such as 4:2; status lists them` }
    return { verb: 'ask', words: [verb, ...rest] }
  } catch (error) {
    return { verb: 'wrong', message: (error as Error).message }
  }
}

function readUp(which: string, topics: string): Command {
  if (which !== '3.9' && which !== '4' && which !== 'both') {
    return { verb: 'wrong', message: `--kafka is 3.9, 4 or both, not ${which}` }
  }
  const count = Number(topics)
  if (!Number.isInteger(count) || count < 0 || count > MOST_TOPICS) {
    return { verb: 'wrong', message: `--topics is a number from 0 to ${MOST_TOPICS}, not ${topics}` }
  }
  return { verb: 'up', which, topics: count }
}

export function isAction(word: string | undefined): word is Action {
  return ACTIONS.some((action) => action === word)
}
