import { randomBytes } from 'node:crypto'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClusterOptions, LabCluster } from './cluster.ts'
import { chooseLauncher } from './engine.ts'
import type { LabNode } from './node.ts'
import { operate, settle } from './operations.ts'
import { freePorts } from './ports.ts'
import { kraftOnly, type Properties, smallBroker } from './properties.ts'
import { KAFKA_4 } from './releases.ts'
import { authorizerProperties, type LabSecurity, saslProperties, scramAtFormat } from './security.ts'
import { addNode, brokerHeap, dataDir, type Site, startOnFreePorts } from './start.ts'
import { NodeFailed } from './unavailable.ts'

export interface KRaftOptions extends ClusterOptions {
  /**
   * `combined` (default): every node is broker and controller. `dedicated`: as many controllers (ids from 101) as
   * brokers, so that controllers can be lost without losing brokers.
   */
  readonly controllers?: 'combined' | 'dedicated'
}

/** Kafka 4 in KRaft mode: three nodes in three racks. */
export async function startKRaftCluster(options: KRaftOptions = {}): Promise<LabCluster> {
  const launcher = await chooseLauncher(KAFKA_4)
  return startOnFreePorts(KAFKA_4, launcher, (site) => build(site, options))
}

interface Plan {
  readonly count: number
  readonly roles: 'broker,controller' | 'broker'
  readonly brokerPorts: readonly number[]
  readonly controllerPorts: readonly number[]
  readonly exporterPorts: readonly number[]
  readonly saslPorts: readonly number[]
  /** Controller ids, in the order of controllerPorts. */
  readonly controllerIds: readonly number[]
  readonly options: KRaftOptions
}

async function build(site: Site, options: KRaftOptions): Promise<LabCluster> {
  const plan = await makePlan(options)
  const indexes = Array.from({ length: plan.count }, (_, i) => i)
  const brokers: LabNode[] = []
  for (const i of indexes) brokers.push(await addBroker(site, plan, i))
  let controllers: LabNode[] = brokers
  if (plan.roles === 'broker') {
    controllers = []
    for (const i of indexes) controllers.push(await addController(site, plan, i))
  }
  await format(site, options.security)
  await Promise.all(site.nodes.map((node) => node.start()))
  await settle(() => brokers, 120_000)
  const { saslPorts } = plan
  return operate({ ...site, brokers, controllers, zookeeper: [], zookeeperConnect: null, saslPorts })
}

async function makePlan(options: KRaftOptions): Promise<Plan> {
  const count = options.nodes ?? 3
  const ports = await freePorts(4 * count)
  const dedicated = options.controllers === 'dedicated'
  return {
    count,
    options,
    roles: dedicated ? 'broker' : 'broker,controller',
    brokerPorts: ports.slice(0, count),
    controllerPorts: ports.slice(count, 2 * count),
    exporterPorts: options.exporters === 'off' ? [] : ports.slice(2 * count, 3 * count),
    saslPorts: options.security === undefined ? [] : ports.slice(3 * count),
    controllerIds: Array.from({ length: count }, (_, i) => (dedicated ? 101 + i : 1 + i)),
  }
}

function addBroker(site: Site, plan: Plan, index: number): Promise<LabNode> {
  const id = index + 1
  const port = plan.brokerPorts[index] ?? 0
  const saslPort = plan.saslPorts[index]
  const listeners = [`PLAINTEXT://127.0.0.1:${port}`]
  if (saslPort !== undefined) listeners.push(`SASL://127.0.0.1:${saslPort}`)
  if (plan.roles !== 'broker') listeners.push(`CONTROLLER://127.0.0.1:${plan.controllerPorts[index]}`)
  return addNode(site, {
    name: `broker-${id}`,
    id,
    port,
    rack: `rack-${id}`,
    main: 'kafka.Kafka',
    flags: brokerHeap(plan.options),
    exporterPort: plan.exporterPorts[index] ?? null,
    exporterRules: plan.options.exporterRules,
    properties: {
      ...smallBroker(plan.count),
      ...shared(site, plan, `broker-${id}`),
      'process.roles': plan.roles,
      'node.id': id,
      'broker.rack': `rack-${id}`,
      listeners: listeners.join(','),
      ...(plan.options.security === undefined ? {} : saslProperties(plan.options.security)),
      ...plan.options.brokerProperties,
    },
  })
}

function addController(site: Site, plan: Plan, index: number): Promise<LabNode> {
  const id = plan.controllerIds[index] ?? 0
  const port = plan.controllerPorts[index] ?? 0
  return addNode(site, {
    name: `controller-${id}`,
    id,
    port,
    rack: `rack-${index + 1}`,
    main: 'kafka.Kafka',
    flags: brokerHeap(plan.options),
    exporterPort: null,
    properties: {
      ...shared(site, plan, `controller-${id}`),
      'process.roles': 'controller',
      'node.id': id,
      listeners: `CONTROLLER://127.0.0.1:${port}`,
    },
  })
}

function shared(site: Site, plan: Plan, name: string): Properties {
  const voters = plan.controllerIds.map((id, i) => `${id}@127.0.0.1:${plan.controllerPorts[i]}`)
  const { security } = plan.options
  const authorizer = 'org.apache.kafka.metadata.authorizer.StandardAuthorizer'
  return {
    ...kraftOnly(plan.count),
    'log.dirs': dataDir(site, name),
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': voters.join(','),
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,SASL:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT',
    ...(security === undefined ? {} : authorizerProperties(security, authorizer)),
  }
}

const uuid = () => randomBytes(16).toString('base64url').replace(/^-/, 'A')

/**
 * Formats the first node's directory with Kafka's own tool and gives the others a copy with their own ids: a JVM a node
 * would cost more than all the rest of the start.
 */
async function format(site: Site, security: LabSecurity | undefined): Promise<void> {
  const [first, ...rest] = site.nodes
  if (first === undefined) return
  const config = join(site.workspace.dir, first.name, 'node.properties')
  const args = ['format', '--cluster-id', uuid(), '--config', config, ...scramAtFormat(security)]
  const output = await site.launcher.run(
    { release: site.release, main: 'kafka.tools.StorageTool', args, flags: ['-Xmx128m'] },
    { dir: site.workspace.dir, timeoutMs: 60_000 },
  )
  if (output.exitCode !== 0) throw new NodeFailed(first.name, 'could not be formatted:', output.stderr + output.stdout)
  const source = dataDir(site, first.name)
  const meta = await readFile(join(source, 'meta.properties'), 'utf8')
  for (const node of rest) {
    const target = dataDir(site, node.name)
    await cp(source, target, { recursive: true })
    const own = meta
      .replace(/^node\.id=.*$/m, `node.id=${node.id}`)
      .replace(/^directory\.id=.*$/m, `directory.id=${uuid()}`)
    await writeFile(join(target, 'meta.properties'), own)
  }
}
