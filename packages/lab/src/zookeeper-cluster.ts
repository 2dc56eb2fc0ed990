import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClusterOptions, LabCluster } from './cluster.ts'
import { chooseLauncher } from './engine.ts'
import { zooKeeperMode } from './four-letter-word.ts'
import type { LabNode } from './node.ts'
import { operate, settle } from './operations.ts'
import { freePorts } from './ports.ts'
import { type Properties, SESSION_TIMEOUT_MS, smallBroker } from './properties.ts'
import { KAFKA_3_9 } from './releases.ts'
import { addScramUsers, authorizerProperties, saslProperties } from './security.ts'
import { addNode, brokerHeap, dataDir, type Site, startOnFreePorts } from './start.ts'
import { waitFor } from './wait-for.ts'

const CHROOT = '/kafka'

/** Kafka 3.9 in ZooKeeper mode: three ZooKeeper nodes, three brokers in three racks (`nodes: 1` = one of each). */
export async function startZooKeeperCluster(options: ClusterOptions = {}): Promise<LabCluster> {
  const launcher = await chooseLauncher(KAFKA_3_9)
  return startOnFreePorts(KAFKA_3_9, launcher, (site) => build(site, options))
}

async function build(site: Site, options: ClusterOptions): Promise<LabCluster> {
  const zookeeper = await startEnsemble(site, options.nodes ?? 3)
  const zookeeperConnect = `${zookeeper.map((node) => `127.0.0.1:${node.port}`).join(',')}${CHROOT}`
  const count = options.nodes ?? 3
  const saslPorts = options.security === undefined ? [] : await freePorts(count)
  const ports = await freePorts(2 * count)
  const brokers: LabNode[] = []
  for (let i = 0; i < count; i += 1) {
    const exporterPort = options.exporters === 'off' ? null : (ports[count + i] ?? null)
    const port = ports[i] ?? 0
    brokers.push(
      await addNode(site, {
        name: `broker-${i + 1}`,
        id: i + 1,
        port,
        rack: `rack-${i + 1}`,
        main: 'kafka.Kafka',
        flags: brokerHeap(options),
        exporterPort,
        exporterRules: options.exporterRules,
        // A broker does not start while ZooKeeper still holds the registration of its killed predecessor.
        restAfterKillMs: SESSION_TIMEOUT_MS + 1_000,
        properties: brokerProperties(site, { id: i + 1, port, saslPort: saslPorts[i], zookeeperConnect, options }),
      }),
    )
  }
  await Promise.all(brokers.map((broker) => broker.start()))
  await settle(() => brokers, 120_000)
  const cluster = operate({ ...site, brokers, controllers: [], zookeeper, zookeeperConnect, saslPorts })
  if (options.security !== undefined) await addScramUsers(cluster, options.security)
  return cluster
}

interface BrokerSpot {
  readonly id: number
  readonly port: number
  readonly saslPort: number | undefined
  readonly zookeeperConnect: string
  readonly options: ClusterOptions
}

function brokerProperties(site: Site, spot: BrokerSpot): Properties {
  const { options, saslPort } = spot
  const sasl = saslPort === undefined ? '' : `,SASL://127.0.0.1:${saslPort}`
  return {
    ...smallBroker(options.nodes ?? 3),
    'broker.id': spot.id,
    'broker.rack': `rack-${spot.id}`,
    listeners: `PLAINTEXT://127.0.0.1:${spot.port}${sasl}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,SASL:SASL_PLAINTEXT',
    'zookeeper.connect': spot.zookeeperConnect,
    'zookeeper.session.timeout.ms': SESSION_TIMEOUT_MS,
    'log.dirs': dataDir(site, `broker-${spot.id}`),
    ...(options.security === undefined ? {} : saslProperties(options.security)),
    ...(options.security === undefined
      ? {}
      : authorizerProperties(options.security, 'kafka.security.authorizer.AclAuthorizer')),
    ...options.brokerProperties,
  }
}

async function startEnsemble(site: Site, count: number): Promise<LabNode[]> {
  const ports = await freePorts(3 * count)
  const port = (kind: number, index: number) => ports[kind * count + index] ?? 0
  const indexes = Array.from({ length: count }, (_, i) => i)
  const members = indexes.map((i) => [`server.${i + 1}`, `127.0.0.1:${port(1, i)}:${port(2, i)}`] as const)
  const nodes: LabNode[] = []
  for (const i of indexes) {
    const name = `zookeeper-${i + 1}`
    const node = await addNode(site, {
      name,
      id: i + 1,
      port: port(0, i),
      rack: null,
      main: 'org.apache.zookeeper.server.quorum.QuorumPeerMain',
      flags: ['-Xms16m', '-Xmx64m'],
      exporterPort: null,
      properties: {
        tickTime: 500,
        initLimit: 20,
        syncLimit: 10,
        dataDir: dataDir(site, name),
        clientPort: port(0, i),
        clientPortAddress: '127.0.0.1',
        '4lw.commands.whitelist': '*',
        'admin.enableServer': 'false',
        minSessionTimeout: 1000,
        preAllocSize: 1024,
        // One node alone is no quorum and must not be listed as one.
        ...(count === 1 ? {} : Object.fromEntries(members)),
      },
    })
    await writeFile(join(dataDir(site, name), 'myid'), String(i + 1))
    nodes.push(node)
  }
  await Promise.all(nodes.map((node) => node.start()))
  await waitFor(() => allServe(nodes), { what: 'ZooKeeper to serve', timeoutMs: 60_000 })
  return nodes
}

async function allServe(nodes: readonly LabNode[]): Promise<boolean> {
  await Promise.all(nodes.map((node) => node.assertAlive()))
  const modes = await Promise.all(nodes.map((node) => zooKeeperMode(node.port)))
  return modes.every((mode) => mode !== undefined)
}
