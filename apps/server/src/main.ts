// The process edge: arguments, signals, exit codes.
import { checkReport, loadConfig } from '@perigee/config'
import manifest from '../package.json' with { type: 'json' }
import { bindText } from './bind-text.ts'
import { HELP, readCommand } from './cli.ts'
import { greeting } from './greeting.ts'
import type { Serving } from './serve.ts'

/** 1 = the configuration is not usable, 2 = the command line is not understood, 3 = the address cannot be bound. */
const EXIT = { config: 1, usage: 2, bind: 3 } as const
const STOP_WITHIN_MS = 10_000
const SAME_SIGNAL_MS = 1_000

// Not awaited here: the bundle is CommonJS, which has no await at the top.
void main(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode
})

async function main(words: readonly string[]): Promise<number> {
  const command = readCommand(words)
  if (command.kind === 'help') return say(HELP)
  if (command.kind === 'version') return say(`perigee ${manifest.version}`)
  if (command.kind === 'refused') return complain(`${command.message}\n\n${HELP}`, EXIT.usage)
  const loaded = loadConfig({ flags: command.flags, env: process.env, directory: process.cwd() })
  const report = checkReport(loaded)
  if (command.kind === 'check-config') return loaded.ok ? say(report.text) : complain(report.text, EXIT.config)
  if (!loaded.ok) return complain(report.text, EXIT.config)
  if (command.kind === 'preflight') {
    const { runPreflight } = await import('./preflight/run-preflight.ts')
    const { text, problem, exitCode } = await runPreflight({ loaded, ask: command.ask, version: manifest.version })
    if (problem !== null) return complain(problem, exitCode)
    say(text)
    return exitCode
  }
  // Everything else is loaded only to serve: a check of the configuration answers at once.
  const [{ createLogger }, { serve }] = await Promise.all([import('./log.ts'), import('./serve.ts')])
  const logger = createLogger(loaded.config.server.logLevel, loaded.secrets)
  try {
    const serving = await serve({ loaded, logger, version: manifest.version })
    stopOnSignals(serving)
    return say(greeting(serving.url, loaded.config))
  } catch (error) {
    const { host, port } = loaded.config.server
    const text = bindText(error, `${host}:${port}`)
    if (text === null) throw error
    return complain(text, EXIT.bind)
  }
}

function stopOnSignals(serving: Serving): void {
  let stoppingSince: number | null = null
  const stop = () => {
    const since = stoppingSince
    stoppingSince ??= performance.now()
    if (since !== null) {
      // A second one is somebody who will not wait; at the same moment it is the first again, passed on by npm.
      if (performance.now() - since > SAME_SIGNAL_MS) endNow()
      return
    }
    setTimeout(endNow, STOP_WITHIN_MS).unref()
    void serving.stop().then(() => process.exit(0), endNow)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

/** Leaving in good order waits for every thread, and one that does not end would keep us for ever. */
const endNow = () => process.kill(process.pid, 'SIGKILL')

function say(text: string): number {
  process.stdout.write(`${text}\n`)
  return 0
}

function complain(text: string, exitCode: number): number {
  process.stderr.write(`${text}\n`)
  return exitCode
}
