// The command line: which words are understood, and what they mean.
import { parseArgs } from 'node:util'
import type { ConfigFlags } from '@perigee/config'

export type Command =
  | { readonly kind: 'serve' | 'check-config'; readonly flags: ConfigFlags }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'refused'; readonly message: string }

export const HELP = `Perigee: operations console for Apache Kafka

  perigee [options]                 run the console
  perigee check-config [options]    print every problem of the configuration, or what holds; exit code 0 or 1

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
  if (more.length > 0 || (verb !== undefined && verb !== 'check-config')) {
    return { kind: 'refused', message: `"${more[0] ?? verb}" is not a command; there is check-config` }
  }
  const { bootstrap, config, host, port, 'log-level': logLevel } = values
  const all = { bootstrap, config, host, port, logLevel, demo: values['no-demo'] === true ? false : undefined }
  const flags = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as ConfigFlags
  return { kind: verb === undefined ? 'serve' : 'check-config', flags }
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true, strict: true })
  } catch (error) {
    return error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : 'the arguments cannot be read'
  }
}
