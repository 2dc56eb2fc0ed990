import type { LabCluster } from './cluster.ts'
import type { LabNode } from './node.ts'

/** Name under which a node is addressed on the command line. */
export function nodeName(cluster: LabCluster, node: LabNode): string {
  const local = cluster.zookeeper.includes(node) ? node.name : node.id
  return `${cluster.release.name}:${local}`
}

export function nodesOf(cluster: LabCluster): LabNode[] {
  return [...new Set([...cluster.brokers, ...cluster.controllers, ...cluster.zookeeper])]
}

/** One line a node: name, state, address, rack, exporter. */
export function describeCluster(cluster: LabCluster): string {
  const mode = cluster.zookeeperConnect === null ? 'KRaft' : 'ZooKeeper'
  const head = `Kafka ${cluster.release.version}, ${mode} mode, as ${cluster.runs === 'jvm' ? 'processes' : 'containers'}`
  const lines = nodesOf(cluster).map((node) => {
    const cells = [nodeName(cluster, node).padEnd(16), node.state.padEnd(8), `${node.host}:${node.port}`.padEnd(16)]
    if (node.rack !== null) cells.push(node.rack)
    if (node.exporterUrl !== null) cells.push(node.exporterUrl)
    if (node.pid !== undefined) cells.push(`pid ${node.pid}`)
    return `  ${cells.join('  ')}`
  })
  return [head, `  bootstrap ${cluster.bootstrap}`, ...lines].join('\n')
}

const clusterName = (cluster: LabCluster) => (cluster.zookeeperConnect === null ? 'lab-kraft' : 'lab-zookeeper')

/** A configuration file for the console that names every cluster of the lab. */
export function perigeeYaml(clusters: readonly LabCluster[]): string {
  const entries = clusters.flatMap((cluster) => [
    `  - name: ${clusterName(cluster)}`,
    '    labels: { environment: lab }',
    `    bootstrap: [${cluster.bootstrap.split(',').join(', ')}]`,
    `    expected: { brokers: ${cluster.brokers.length}, controllers: ${controllersOf(cluster)} }`,
    ...(cluster.zookeeperConnect === null ? [] : [`    zookeeper: ${cluster.zookeeperConnect}`]),
    // All of them are on one host: which is whose must be said.
    `    exporters: [${cluster.brokers.flatMap(({ id, exporterUrl }) => (exporterUrl === null ? [] : `{ url: "${exporterUrl}", broker: ${id} }`)).join(', ')}]`,
  ])
  return ['clusters:', ...entries, ''].join('\n')
}

const controllersOf = (cluster: LabCluster) =>
  cluster.zookeeperConnect === null ? cluster.controllers.length : cluster.zookeeper.length
