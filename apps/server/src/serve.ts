// Runs the console: state, HTTP, polling; and takes it down in order.
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { ClusterConfig, LoadResult, PollingConfig } from '@perigee/config'
import { assessInSlices, judgeCluster } from '@perigee/domain'
import { openKafka, parseConnectString, readZooKeeper } from '@perigee/sources'
import type { Logger } from 'pino'
import { buildApp } from './app.ts'
import { createConsole } from './facts/console.ts'
import { systemClock } from './polling/clock.ts'
import type { ClusterSources } from './polling/sources.ts'

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
  const { config, entries } = loaded
  const running = createConsole({
    config,
    effectiveConfig: entries,
    version,
    openSources: (cluster) => openSources(cluster, config.polling),
    judgement: { assessInSlices, judgeCluster },
    clock: systemClock,
    random: Math.random,
    log: logger,
  })
  const app = await buildApp({ state: running.state, pageRoot: PAGE_ROOT, logger })
  const { host, port } = config.server
  await app.listen({ host, port, listenTextResolver: (address) => `listening on ${address}` })
  running.start()
  return {
    url: urlOf(app.server.address() as AddressInfo),
    async stop() {
      await app.close()
      await running.stop()
    },
  }
}

function openSources(cluster: ClusterConfig, polling: PollingConfig): ClusterSources {
  const { connectTimeoutMs, requestTimeoutMs } = polling
  return {
    kafka: openKafka({ cluster, connectTimeoutMs, requestTimeoutMs }),
    readZooKeeper: (connect, signal) =>
      readZooKeeper(parseConnectString(connect).addresses, { connectTimeoutMs, requestTimeoutMs }, signal),
  }
}

function urlOf({ address, port }: AddressInfo): string {
  const host = address.includes(':') ? `[${address}]` : address
  return `http://${host}:${port}`
}
