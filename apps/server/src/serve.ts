// Runs the console: state, HTTP, polling; and takes it down in order.
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { LoadResult } from '@perigee/config'
import { assessInSlices, judgeCluster } from '@perigee/domain'
import type { Logger } from 'pino'
import { buildApp } from './app.ts'
import { wantsDemo, withDemoClusters } from './demo/demo-config.ts'
import { type DemoFleet, openDemo } from './demo/open-demo.ts'
import { writePast } from './demo/write-past.ts'
import { createConsole } from './facts/console.ts'
import { keepTime, openArchive, recallHours } from './open-archive.ts'
import { openProbe } from './open-probe.ts'
import { sourceOpener } from './open-sources.ts'
import { systemClock } from './polling/clock.ts'

export interface Serving {
  /** `http://127.0.0.1:7400` */
  readonly url: string
  /** Answers what is under way, then lets go of every connection. */
  stop(): Promise<void>
}

export interface ServeOptions {
  readonly loaded: Extract<LoadResult, { ok: true }>
  readonly logger: Logger
  readonly version: string
}

const PAGE_ROOT = fileURLToPath(new URL('../../web/dist/', import.meta.url))

/** Rejects with the system's error when the port cannot be bound. */
export async function serve({ loaded, logger, version }: ServeOptions): Promise<Serving> {
  const demo = wantsDemo(loaded.config) ? await openDemo() : null
  try {
    return await serveWith(demo, { loaded, logger, version })
  } catch (error) {
    // What made it fail is what is told, whatever the fleet's end brings.
    await demo?.close().catch(() => undefined)
    throw error
  }
}

async function serveWith(demo: DemoFleet | null, { loaded, logger, version }: ServeOptions): Promise<Serving> {
  const simulated = demo === null ? null : withDemoClusters(loaded.config, demo.configured)
  const config = simulated?.config ?? loaded.config
  const entries = [...loaded.entries, ...(simulated?.entries ?? [])]
  // What never was is not kept for years.
  const archive = demo === null ? openArchive(config, systemClock) : null
  const sources = sourceOpener(config.polling)
  const running = createConsole({
    config,
    effectiveConfig: entries,
    version,
    openSources: sources.open,
    probe: openProbe(config.polling),
    judgement: { assessInSlices, judgeCluster },
    clock: systemClock,
    random: Math.random,
    demo,
    archive,
    log: logger,
  })
  const app = await buildApp({ state: running.state, pageRoot: PAGE_ROOT, logger })
  // Before anything is heard from outside: histories only grow forwards.
  if (demo !== null) {
    demo.onScenarios(() => running.state.events.publish({ cluster: null, readings: ['demo'], version: 0 }))
    demo.onDeath((error) => logger.error({ err: error }, 'the simulated fleet ended'))
    await writePast(running.state.clusters, demo.past)
  }
  const stopTime = archive === null ? null : keepTime(archive)
  if (archive !== null) void recallHours(archive, running.state)
  const { host, port } = config.server
  await app.listen({ host, port, listenTextResolver: (address) => `listening on ${address}` })
  running.start()
  return {
    url: urlOf(app.server.address() as AddressInfo),
    async stop() {
      await app.close()
      await running.stop()
      await sources.close()
      stopTime?.()
      await archive?.close()
      await demo?.close()
    },
  }
}

function urlOf({ address, port }: AddressInfo): string {
  const host = address.includes(':') ? `[${address}]` : address
  return `http://${host}:${port}`
}
