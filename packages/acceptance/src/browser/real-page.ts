import { type LabCluster, startKRaftCluster } from '@perigee/lab'
import type { Browser } from 'playwright-core'
import { consoleYaml } from '../console-yaml.ts'
import { eventually } from '../eventually.ts'
import { type RunningConsole, startConsole } from '../running-console.ts'
import { launchChromium } from './chromium.ts'

/** A real cluster, the real console on it and a real browser. */
export interface RealPage extends AsyncDisposable {
  readonly cluster: LabCluster
  readonly console: RunningConsole
  readonly browser: Browser
}

/** Topics with every kind of name an address has to carry. */
export const ODD_TOPIC = `dots.and_under-scores.${'x'.repeat(120)}`

export async function openRealPage(): Promise<RealPage> {
  const stack = new AsyncDisposableStack()
  try {
    const cluster = stack.use(await startKRaftCluster({ exporters: 'off' }))
    await cluster.createTopics([
      { name: 'orders.created', partitions: 6, replicationFactor: 3, configs: { 'min.insync.replicas': '2' } },
      { name: 'orders.changed', partitions: 3, replicationFactor: 3, configs: { 'cleanup.policy': 'compact' } },
      { name: 'single-copy', assignments: [[1], [2], [3]] },
      { name: ODD_TOPIC, partitions: 1, replicationFactor: 3 },
    ])
    await cluster.produce({ topic: 'orders.created', messages: 500, sizeBytes: 300 })
    const console = stack.use(await startConsole({ yaml: consoleYaml(cluster) }))
    const browser = await launchChromium()
    stack.defer(() => browser.close())
    await eventually(() => console.get('/readyz'), { status: 200 }, 60_000)
    const disposal = stack.move()
    return { cluster, console, browser, [Symbol.asyncDispose]: () => disposal.disposeAsync() }
  } catch (error) {
    await stack.disposeAsync()
    throw error
  }
}

/** Every page of the console, with words that only its loaded state shows. */
export const PAGES: readonly {
  readonly path: string
  readonly shows: RegExp
  /** Promised to work on a phone. */
  readonly narrow?: true
}[] = [
  { path: '/overview', shows: /lab/, narrow: true },
  { path: '/c/lab', shows: /KRaft quorum/, narrow: true },
  { path: '/c/lab/brokers', shows: /rack-2/ },
  { path: '/c/lab/brokers/2', shows: /Log directories/i, narrow: true },
  { path: '/c/lab/topics', shows: /orders\.created/, narrow: true },
  { path: '/c/lab/topics/orders.created', shows: /min\.insync\.replicas/, narrow: true },
  { path: '/c/lab/partitions?q=topic:orders.created', shows: /orders\.created/ },
  { path: '/c/lab/quorum', shows: /Voters/, narrow: true },
  { path: '/c/lab/durability', shows: /If we lose/i, narrow: true },
  { path: '/c/lab/capacity', shows: /What grows/, narrow: true },
  { path: '/c/lab/capability', shows: /metrics: \{ pattern/, narrow: true },
  { path: '/c/lab/preflight', shows: /What passes/, narrow: true },
  { path: '/sources', shows: /Topics and partitions|kafka/i },
  { path: '/settings', shows: /bootstrap/ },
]
