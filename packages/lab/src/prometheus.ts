// A real Prometheus on a free port, for tests: its configuration and data in a directory of its own.
import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startLeashed } from './leash.ts'
import { freePorts } from './ports.ts'
import { LabUnavailable } from './unavailable.ts'
import { waitFor } from './wait-for.ts'
import { openWorkspace } from './workspace.ts'

const run = promisify(execFile)
const REMEDY = 'Install it (Debian: apt-get install prometheus), or set PROMETHEUS to its path'
const ATTEMPTS = 4

export interface ScrapeJob {
  readonly name: string
  /** host:port of the pages. */
  readonly targets: readonly string[]
  readonly labels?: Readonly<Record<string, string>>
}

export interface PrometheusSpec {
  readonly jobs: readonly ScrapeJob[]
  readonly scrapeIntervalMs: number
}

export interface LabPrometheus extends AsyncDisposable {
  readonly url: string
  readonly version: string
}

/** First line of `prometheus --version`; null when there is none here. */
export async function prometheusVersion(): Promise<string | null> {
  const { stdout, stderr } = await run(command(), ['--version']).catch(() => ({ stdout: '', stderr: '' }))
  return `${stdout}${stderr}`.split('\n')[0] || null
}

/**
 * Starts Prometheus; ready to be asked when this resolves. It dies with this process.
 *
 * @throws LabUnavailable when there is none here.
 */
export async function startPrometheus(spec: PrometheusSpec): Promise<LabPrometheus> {
  const version = await prometheusVersion()
  if (version === null) throw new LabUnavailable('There is no Prometheus', REMEDY)
  const workspace = await openWorkspace()
  const config = join(workspace.dir, 'prometheus.yml')
  await writeFile(config, configOf(spec))
  for (let attempt = 1; ; attempt += 1) {
    const data = join(workspace.dir, `data-${attempt}`)
    const log = join(workspace.dir, `prometheus-${attempt}.log`)
    await mkdir(data)
    const [port = 0] = await freePorts(1)
    const flags = [`--config.file=${config}`, `--storage.tsdb.path=${data}`, `--web.listen-address=127.0.0.1:${port}`]
    const child = await startLeashed([command(), ...flags], log)
    const url = `http://127.0.0.1:${port}`
    const stop = async (): Promise<void> => {
      child.signal('SIGKILL')
      await child.exited
    }
    const isReady = await Promise.race([ready(url), child.exited.then(() => false)])
    if (isReady) {
      return {
        url,
        version,
        [Symbol.asyncDispose]: async () => {
          await stop()
          await workspace.remove()
        },
      }
    }
    await stop()
    const said = (await readFile(log, 'utf8')).slice(-1_000)
    // Another process was faster: another port.
    if (attempt < ATTEMPTS && said.includes('address already in use')) continue
    await workspace.remove()
    throw new Error(`Prometheus does not start\n${said}`)
  }
}

function command(): string {
  return process.env.PROMETHEUS ?? 'prometheus'
}

async function ready(url: string): Promise<boolean> {
  const isReady = async () => (await fetch(`${url}/-/ready`)).ok
  return waitFor(isReady, { what: 'Prometheus', timeoutMs: 60_000 }).then(
    () => true,
    () => false,
  )
}

function configOf({ jobs, scrapeIntervalMs }: PrometheusSpec): string {
  const interval = `${scrapeIntervalMs}ms`
  // JSON is YAML.
  return JSON.stringify({
    global: { scrape_interval: interval, scrape_timeout: interval },
    scrape_configs: jobs.map(({ name, targets, labels }) => ({
      job_name: name,
      static_configs: [{ targets, labels: labels ?? {} }],
    })),
  })
}
