// `perigee preflight` on real clusters: what is known to be so is told so, and the exit code says it.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { preflightSchema } from '@perigee/contract'
import { type LabCluster, startKRaftCluster, startZooKeeperCluster } from '@perigee/lab'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CONSOLE_MAIN } from '../running-console.ts'

const START_MS = 240_000
const PASSWORD = 'right-password-4711'

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** The command as an operator gives it, with a configuration file of its own. */
async function perigee(args: readonly string[], yaml: string): Promise<Ran> {
  const dir = await mkdtemp(join(tmpdir(), 'perigee-preflight-'))
  await writeFile(join(dir, 'perigee.yaml'), yaml)
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PERIGEE_')))
  try {
    return await new Promise((resolve) => {
      execFile(process.execPath, [CONSOLE_MAIN, ...args], { cwd: dir, env, maxBuffer: 1e7 }, (error, out, err) => {
        resolve({ code: error === null ? 0 : Number(error.code), out, err })
      })
    })
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

const yamlOf = (cluster: LabCluster, more: readonly string[] = [], bootstrap = cluster.bootstrap) =>
  ['clusters:', '  - name: lab', `    bootstrap: ${bootstrap}`, ...more.map((line) => `    ${line}`)].join('\n')

async function checksOf(cluster: LabCluster, more: readonly string[] = [], bootstrap = cluster.bootstrap) {
  const ran = await perigee(['preflight', '--json', '--wait', '60'], yamlOf(cluster, more, bootstrap))
  const data = preflightSchema.shape.data.parse(JSON.parse(ran.out))
  const states = Object.fromEntries(data.checks.map(({ id, state }) => [id, state]))
  const evidence = Object.fromEntries(data.checks.map((check) => [check.id, check.evidence]))
  return { ...ran, data, states, evidence }
}

const TOPICS = [
  { name: 'orders', partitions: 6, replicationFactor: 3, configs: { 'min.insync.replicas': '2' } },
  { name: 'single', assignments: [[3], [2], [1]] },
  { name: 'tight', partitions: 1, replicationFactor: 3, configs: { 'min.insync.replicas': '3' } },
  { name: 'endless', partitions: 1, replicationFactor: 3, configs: { 'retention.ms': '-1' } },
] as const

/** What both clusters have in common. */
const KNOWN = {
  'brokers-up': 'pass',
  'broker-count': 'pass',
  'racks-set': 'pass',
  'controller-active': 'pass',
  'quorum-size': 'pass',
  'quorum-up': 'pass',
  'partitions-whole': 'pass',
  'replication-factor': 'fail',
  'min-isr-restart': 'fail',
  'unclean-election': 'pass',
  'retention-set': 'warn',
  'one-release': 'pass',
  'log-dirs-online': 'pass',
  'settings-agree': 'pass',
  'listeners-resolve': 'pass',
  'listeners-reachable': 'pass',
  'listeners-local': 'warn',
  'listeners-encrypted': 'warn',
  'certificates-expiry': 'not-applicable',
  'readings-young': 'pass',
  connect: 'not-applicable',
  'history-written': 'not-applicable',
}

describe('Kafka 3.9 with ZooKeeper', () => {
  let cluster: LabCluster
  beforeAll(async () => {
    cluster = await startZooKeeperCluster({ exporters: 'off', security: { users: { reader: PASSWORD }, acls: true } })
    await cluster.createTopics([...TOPICS])
  }, START_MS)
  afterAll(() => cluster?.[Symbol.asyncDispose]())

  test(
    'it fails for what is known to be wrong, and passes what is right',
    async () => {
      const { code, states, evidence, err } = await checksOf(cluster)
      expect(states).toMatchObject({
        ...KNOWN,
        'quorum-spread': 'unknown',
        kraft: 'warn',
        'release-mended': 'warn',
        'inter-broker-protocol': 'pass',
        'metadata-version': 'not-applicable',
        'zookeeper-version': 'pass',
        'zookeeper-tenancy': 'pass',
        'zookeeper-purge': 'unknown',
        authorizer: 'pass',
        'exporters-answer': 'warn',
        heap: 'unknown',
      })
      // As fast as the machine lets it be.
      expect(['pass', 'warn']).toContain(states['zookeeper-quick'])
      expect(evidence['replication-factor']).toBe('One copy only: 3 partitions of 1 topic (single).')
      expect(evidence['retention-set']).toMatch(/^Endless: nothing is ever deleted/)
      expect(evidence['quorum-size']).toMatch(/^3 ZooKeeper nodes: /)
      expect([code, err]).toEqual([11, ''])
    },
    START_MS,
  )

  test(
    'a principal without rights is told what it needs; its password is not printed',
    async () => {
      const sasl = [`sasl: { mechanism: SCRAM-SHA-256, username: reader, password: ${PASSWORD} }`]
      const found = await checksOf(cluster, sasl, cluster.saslBootstrap ?? '')
      expect(found.out + found.err).not.toContain(PASSWORD)
      expect(found.states).toMatchObject({ 'console-permissions': 'warn', authorizer: 'unknown' })
      expect(found.code).not.toBe(0)
    },
    START_MS,
  )
})

describe('Kafka 4 on KRaft, with exporters', () => {
  let cluster: LabCluster
  beforeAll(async () => {
    cluster = await startKRaftCluster({ brokerProperties: { 'auto.create.topics.enable': 'true' } })
    await cluster.createTopics([...TOPICS])
  }, START_MS)
  afterAll(() => cluster?.[Symbol.asyncDispose]())

  const exporters = () => [
    'exporters:',
    ...cluster.brokers.map(({ id, exporterUrl }) => `  - { url: "${exporterUrl}", broker: ${id} }`),
  ]

  test(
    'it fails for what is known to be wrong, and passes what is right',
    async () => {
      const { code, states, evidence } = await checksOf(cluster, exporters())
      expect(states).toMatchObject({
        ...KNOWN,
        // Combined nodes: controllers are where brokers say they are.
        'quorum-spread': 'pass',
        kraft: 'pass',
        'release-mended': 'pass',
        'metadata-version': 'pass',
        'inter-broker-protocol': 'not-applicable',
        'zookeeper-quick': 'not-applicable',
        'controllers-dedicated': 'warn',
        'brokers-fenced': 'pass',
        'metadata-in-step': 'pass',
        'auto-create-topics': 'warn',
        authorizer: 'warn',
        'exporters-answer': 'pass',
        'exporters-tell': 'pass',
        clocks: 'pass',
        heap: 'warn',
        'page-cache': 'unknown',
      })
      expect(evidence.heap).toMatch(/its heap is 2\d\d MiB/)
      expect(code).toBe(11)
    },
    START_MS,
  )

  test(
    'as text, and for one cluster by name',
    async () => {
      const { code, out } = await perigee(['preflight', '--cluster', 'lab'], yamlOf(cluster))
      expect(out).toMatch(/^Preflight of lab: \d+ of \d+ checks fail; /)
      expect(out).toContain('FAIL  Every partition has three copies  [critical, replication-factor]')
      expect(code).toBe(11)
      const none = await perigee(['preflight', '--cluster', 'labb'], yamlOf(cluster))
      expect([none.code, none.out, none.err]).toEqual([2, '', 'There is no cluster labb; configured are lab.\n'])
    },
    START_MS,
  )

  test(
    'a cluster that nobody answers for passes nothing',
    async () => {
      const { code, out } = await perigee(
        ['preflight', '--json', '--wait', '4'],
        'clusters:\n  - name: gone\n    bootstrap: 127.0.0.1:1\n',
      )
      const data = preflightSchema.shape.data.parse(JSON.parse(out))
      expect(data.checks.filter(({ state }) => state === 'pass').map(({ id }) => id)).toEqual(['console-quick'])
      // What the console shows is young: it is not, and that is known.
      expect([code, data.checks.filter(({ state }) => state === 'fail').map(({ id }) => id)]).toEqual([
        11,
        ['readings-young'],
      ])
    },
    START_MS,
  )
})
