import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ClusterSpec } from '../world/cluster-spec.ts'
import type { ExporterRules } from './naming/namings.ts'
import { pagesOf } from './one-page.fake.ts'
import type { ParsedPage } from './page/parse-page.fake.ts'

/** `family type labels name` of each sample of a real page. */
function recorded(file: string): Set<string> {
  const text = readFileSync(new URL(`recorded/${file}.txt`, import.meta.url), 'utf8')
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Set(
    lines.flatMap((line) => {
      const [family, type, labels, names = ''] = line.split('|').map((one) => one.trim())
      return names.split(' ').map((name) => `${family} ${type} ${labels} ${name}`)
    }),
  )
}

function shapesOf({ samples, types }: ParsedPage): Set<string> {
  return new Set(
    samples.map(({ name, labels }) => {
      const type = types.get(name) ?? types.get(name.replace(/_(count|sum)$/, ''))
      return `${name} ${type} ${Object.keys(labels)} ${labels.name ?? ''}`
    }),
  )
}

const KRAFT = { mode: 'kraft', release: '4.1' } as const
const ZOOKEEPER = { mode: 'zookeeper', release: '3.9' } as const

function shapesFor(rules: ExporterRules, spec: Partial<ClusterSpec>): Set<string> {
  const { cluster, scrape } = pagesOf({ exporterRules: rules, ...spec })
  return shapesOf(scrape(cluster.controllerId))
}

describe('names and labels without rules', () => {
  // The recorded machines collected garbage in another way.
  const isCollector = (shape: string) => shape.startsWith('java_lang_G1_')
  it.each([
    ['kafka-4.1-no-rules', KRAFT],
    ['kafka-3.9-no-rules', ZOOKEEPER],
  ])('are all among those of a real page: %s', (file, spec) => {
    const known = recorded(file)
    const unknown = [...shapesFor('no-rules', spec)].filter((shape) => !known.has(shape) && !isCollector(shape))
    expect(unknown).toEqual([])
  })

  it.each([
    ['kafka-4.1-no-rules', KRAFT],
    ['kafka-3.9-no-rules', ZOOKEEPER],
  ])('have all that a real page tells of traffic, requests, replicas, logs and threads: %s', (file, spec) => {
    const ours = shapesFor('no-rules', spec)
    const wanted =
      /BrokerTopicMetrics|ReplicaManager|kafka_log_Log_|LogManager|SocketServer_|Processor_|RequestChannel|HandlerPool|cluster_Partition|jvm_gc|process_|GroupMetadataManager|FetcherLag|SessionExpire|ZooKeeperClient/
    // Real pages have topics' failures and conversions only once they happened; alterations of directories are no part.
    const isRare = (shape: string) => /name,topic|ReplicaAlterLogDirs|socket_server/.test(shape)
    const missing = [...recorded(file)].filter((shape) => wanted.test(shape) && !isRare(shape) && !ours.has(shape))
    expect(missing).toEqual([])
  })
})

describe('names and labels with the example rules', () => {
  // The rules of the recorded brokers put an underscore before `percent` of gauges as well, and export neither
  // broker-metadata-metrics nor attributes with tags.
  const isOther = (shape: string) =>
    /(processoravg|processor_)idlepercent |broker_metadata_metrics|group_coordinator_metrics|socket_server_metrics|current_state/.test(
      shape,
    )
  it.each([
    ['kafka-4.1-lower-case-rules', KRAFT],
    ['kafka-3.9-lower-case-rules', ZOOKEEPER],
  ])('are those of real pages but for what their rules do otherwise: %s', (file, spec) => {
    const known = recorded(file)
    const unknown = [...shapesFor('example-rules', spec)].filter((shape) => !known.has(shape) && !isOther(shape))
    // A standby of 4.1 was recorded: only the active controller tells of registrations.
    expect(unknown.filter((shape) => !shape.includes('timesincelastheartbeat'))).toEqual([])
  })

  it('tell A2 from A3 by the metrics of raft', () => {
    const raft = (spec: Partial<ClusterSpec>) =>
      [...shapesFor('example-rules', spec)].filter((shape) => shape.includes('raft_metrics')).length
    expect(raft(KRAFT)).toBeGreaterThan(10)
    expect(raft(ZOOKEEPER)).toBe(0)
  })
})
