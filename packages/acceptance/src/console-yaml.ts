import type { LabCluster } from '@perigee/lab'

/** Short intervals: a test waits for them. `ask` bounds what one silent peer can cost. */
export const INTERVAL_MS = 1000

const POLLING = `polling:
  registryMs: ${INTERVAL_MS}
  topologyMs: ${INTERVAL_MS}
  endOffsetsMs: ${2 * INTERVAL_MS}
  logDirsMs: ${2 * INTERVAL_MS}
  configsMs: ${3 * INTERVAL_MS}
  zookeeperMs: ${INTERVAL_MS}
  requestTimeoutMs: 1500
  connectTimeoutMs: 1000
`

export interface YamlOptions {
  readonly bootstrap?: string
  /** One line of YAML behind `sasl:`. */
  readonly sasl?: string
}

/** perigee.yaml for a lab cluster; the cluster is named `lab`. */
export function consoleYaml(cluster: LabCluster, options: YamlOptions = {}): string {
  const controllers = cluster.zookeeperConnect === null ? cluster.controllers.length : cluster.zookeeper.length
  return [
    POLLING,
    'clusters:',
    '  - name: lab',
    `    bootstrap: ${options.bootstrap ?? cluster.bootstrap}`,
    `    expected: { brokers: ${cluster.brokers.length}, controllers: ${controllers} }`,
    ...(cluster.zookeeperConnect === null ? [] : [`    zookeeper: ${cluster.zookeeperConnect}`]),
    ...(options.sasl === undefined ? [] : [`    sasl: ${options.sasl}`]),
    '',
  ].join('\n')
}
