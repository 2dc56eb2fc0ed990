import { brokersSeenBy } from './broker-list.ts'
import type { LabCluster, NodeControls } from './cluster.ts'
import { createTopics, produceTo } from './kafka-client.ts'
import type { Launcher } from './launcher.ts'
import type { LabNode } from './node.ts'
import type { KafkaRelease } from './releases.ts'
import { runTool } from './tools.ts'
import { waitFor } from './wait-for.ts'
import type { Workspace } from './workspace.ts'

/** Everything about a cluster that differs between the modes. */
export interface ClusterParts {
  readonly release: KafkaRelease
  readonly launcher: Launcher
  readonly workspace: Workspace
  readonly brokers: readonly LabNode[]
  readonly controllers: readonly LabNode[]
  readonly zookeeper: readonly LabNode[]
  readonly zookeeperConnect: string | null
  /** Ports of the SASL listeners, in the order of brokers; empty without. */
  readonly saslPorts: readonly number[]
}

const addressOf = (node: LabNode) => `${node.host}:${node.port}`

/** Puts the handles of a {@link LabCluster} on nodes that have been started. */
export function operate(parts: ClusterParts): LabCluster {
  const { release, launcher, workspace, brokers, controllers, zookeeper } = parts
  const nodes = [...new Set([...brokers, ...controllers])]
  const bootstrap = brokers.map(addressOf).join(',')
  const running = () => brokers.filter((broker) => broker.state === 'running')

  return {
    release,
    runs: launcher.kind,
    dir: workspace.dir,
    bootstrap,
    saslBootstrap: parts.saslPorts.length === 0 ? null : parts.saslPorts.map((port) => `127.0.0.1:${port}`).join(','),
    brokers,
    controllers,
    zookeeper,
    zookeeperConnect: parts.zookeeperConnect,
    zookeeperNode: controlsOf(zookeeper, 'ZooKeeper node'),
    ...controlsOf(nodes, 'node'),
    node: (id) => find(nodes, id, 'node'),
    settled: (timeoutMs = 60_000) => settle(running, timeoutMs),
    tool: (name, args) =>
      runTool({ ...parts, dir: workspace.dir }, name, [
        '--bootstrap-server',
        running().map(addressOf).join(','),
        ...args,
      ]),
    createTopic: (spec) => createTopics(bootstrap, [spec]),
    createTopics: (specs) => createTopics(bootstrap, specs),
    produce: (options) => produceTo(bootstrap, options),
    [Symbol.asyncDispose]: () => endAll([...nodes, ...zookeeper], workspace),
  }
}

/** Kills all nodes and removes their files. */
export async function endAll(nodes: readonly LabNode[], workspace: Workspace): Promise<void> {
  await Promise.all(nodes.map((node) => node.kill()))
  await workspace.remove()
}

function find(nodes: readonly LabNode[], id: number, noun: string): LabNode {
  const found = nodes.find((node) => node.id === id)
  if (found === undefined) throw new Error(`no ${noun} ${id}; there are ${nodes.map((node) => node.id).join(', ')}`)
  return found
}

function controlsOf(nodes: readonly LabNode[], noun: string): NodeControls {
  return {
    stop: (id) => find(nodes, id, noun).stop(),
    kill: (id) => find(nodes, id, noun).kill(),
    pause: (id) => find(nodes, id, noun).pause(),
    resume: (id) => find(nodes, id, noun).resume(),
    restart: (id) => find(nodes, id, noun).restart(),
  }
}

/** Waits until every running broker lists all running brokers, and no others. */
export async function settle(running: () => readonly LabNode[], timeoutMs: number): Promise<void> {
  const seesAll = async (broker: LabNode) => {
    await broker.assertAlive()
    const seen = new Set(await brokersSeenBy(broker.port))
    return seen.size === running().length && running().every((other) => seen.has(other.id))
  }
  await waitFor(async () => (await Promise.all(running().map(seesAll))).every(Boolean), {
    what: `brokers ${running()
      .map((broker) => broker.id)
      .join(', ')} to see each other`,
    timeoutMs,
    everyMs: 300,
  })
}
