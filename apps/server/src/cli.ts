// The command line: which words are understood, and what they mean.
import { parseArgs } from 'node:util'
import type { ConfigFlags } from '@perigee/config'

export type Command =
  | { readonly kind: 'serve' | 'check-config'; readonly flags: ConfigFlags }
  | { readonly kind: 'preflight'; readonly flags: ConfigFlags; readonly ask: PreflightAsk }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'refused'; readonly message: string }

/** What `perigee preflight` is to do. */
export interface PreflightAsk {
  /** Null: every configured cluster. */
  readonly cluster: string | null
  readonly format: 'text' | 'json'
  /** Longest wait for first readings, s. */
  readonly waitSeconds: number
  readonly of: 'configured' | 'demo'
}

export const HELP = `Perigee: operations console for Apache Kafka

  perigee [options]                 run the console
  perigee check-config [options]    print every problem of the configuration, or what holds; exit code 0 or 1

  perigee preflight [options]       check a cluster once, without starting the console: what is wrong, why, and what to do
      --cluster <name>        this one only (default: every configured cluster)
      --json                  as JSON, one object a line for each cluster
      --wait <seconds>        longest wait for first readings (default 60)
      --demo                  the simulated clusters
      exit code 0 all pass · 10 some warn · 11 some fail · 12 some could not be made, the others pass

  --bootstrap <host:port,…>   one cluster without a file
  --config <file>             configuration file (PERIGEE_CONFIG; default perigee.yaml where it exists)
  --host <address>            address to bind to (PERIGEE_HOST; default 127.0.0.1)
  --port <number>             port (PERIGEE_PORT; default 7400; 0 = any free one)
  --no-demo                   without any cluster: an empty console instead of a simulated fleet (PERIGEE_DEMO=false)
  --log-level <level>         trace, debug, info, warn, error or silent (PERIGEE_LOG_LEVEL; default info)
  --help, --version

Every key of the file can also be set by environment: PERIGEE_ and the path in capitals, such as
PERIGEE_CLUSTERS_0_SASL_PASSWORD_FILE; a cluster by its index or its name.`

const OPTIONS = {
  bootstrap: { type: 'string' },
  config: { type: 'string' },
  host: { type: 'string' },
  port: { type: 'string' },
  'log-level': { type: 'string' },
  'no-demo': { type: 'boolean' },
  cluster: { type: 'string' },
  json: { type: 'boolean' },
  wait: { type: 'string' },
  demo: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

/** Reads the words after the program's name. Unknown flags and words are refused. */
export function readCommand(words: readonly string[]): Command {
  const parsed = parse(words)
  if (typeof parsed === 'string') return { kind: 'refused', message: parsed }
  const { values, positionals } = parsed
  if (values.help) return { kind: 'help' }
  if (values.version) return { kind: 'version' }
  const [verb, ...more] = positionals
  if (more.length > 0 || !isVerb(verb))
    return { kind: 'refused', message: `"${more[0] ?? verb}" is not a command; there are check-config and preflight` }
  const { bootstrap, config, host, port, 'log-level': logLevel } = values
  const all = { bootstrap, config, host, port, logLevel, demo: values['no-demo'] === true ? false : undefined }
  const flags = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as ConfigFlags
  if (verb === 'preflight') return preflightCommand(values, flags)
  const only = PREFLIGHT_ONLY.find((name) => values[name] !== undefined)
  if (only !== undefined) return { kind: 'refused', message: `--${only} belongs to preflight` }
  return { kind: verb === undefined ? 'serve' : verb, flags }
}

const PREFLIGHT_ONLY = ['cluster', 'json', 'wait', 'demo'] as const
const LONGEST_WAIT_S = 3_600

function isVerb(word: string | undefined): word is 'check-config' | 'preflight' | undefined {
  return word === undefined || word === 'check-config' || word === 'preflight'
}

type Values = Exclude<ReturnType<typeof parse>, string>['values']

function preflightCommand({ cluster, json, wait = '60', demo }: Values, flags: ConfigFlags): Command {
  const waitSeconds = Number(wait)
  if (!/^\d+$/.test(wait) || waitSeconds < 1 || waitSeconds > LONGEST_WAIT_S)
    return { kind: 'refused', message: `--wait must be 1 to ${LONGEST_WAIT_S} seconds` }
  const ask = {
    cluster: cluster ?? null,
    format: json ? 'json' : 'text',
    waitSeconds,
    of: demo ? 'demo' : 'configured',
  } as const
  return { kind: 'preflight', flags, ask }
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true, strict: true })
  } catch (error) {
    return error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : 'the arguments cannot be read'
  }
}
