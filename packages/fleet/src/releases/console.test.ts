import { openKafka } from '@perigee/sources'
import { describe, expect, it } from 'vitest'
import { openFleet } from '../fleet.ts'
import type { ClusterMode } from '../world/cluster.ts'
import type { ReleaseName } from './release-name.ts'
import { VERSION_TABLE } from './version-table.ts'

const MODES = Object.entries(VERSION_TABLE).flatMap(([release, listeners]) => {
  const modes: [ReleaseName, ClusterMode][] = []
  if (listeners['zookeeper-broker'] !== null) modes.push([release as ReleaseName, 'zookeeper'])
  if (listeners['kraft-broker'] !== null) modes.push([release as ReleaseName, 'kraft'])
  return modes
})

describe('the console', () => {
  it.each(MODES)('knows Kafka %s with %s for what it is, and reads it without gaps', async (release, mode) => {
    const topics = [{ name: 't', partitions: 2, replicationFactor: 2, configs: { 'retention.ms': '1000' } }]
    const dataCentres = [{ name: 'a', racks: ['r1'], brokers: 2, controllers: mode === 'kraft' ? 1 : 0 }]
    const fleet = await openFleet({ seed: 1, clusters: [{ name: 'one', mode, release, dataCentres, topics }] })
    const bootstrap = [...(fleet.clusters[0]?.bootstrap() ?? [])]
    const cluster = { bootstrap, tls: null, sasl: null }
    const kafka = openKafka({ cluster, connectTimeoutMs: 5_000, requestTimeoutMs: 5_000 })
    const { signal } = new AbortController()
    try {
      const registry = await kafka.readRegistry([], signal)
      if (!registry.ok) throw new Error(registry.failure.message)
      expect(registry).toMatchObject({ gaps: [], value: { mode } })
      // KRaft brokers of 3.3 and 3.4 offer the same.
      const told = release === '3.3' && mode === 'kraft' ? '3.3 – 3.4' : release
      expect(registry.value.brokers.map((one) => one.release)).toEqual([told, told])
      const configs = await kafka.readTopicConfigs(registry.value, ['t'], undefined, signal)
      expect(configs).toMatchObject({ ok: true, gaps: [] })
      expect(await kafka.readBrokerConfigs(registry.value, signal)).toMatchObject({ ok: true, gaps: [] })
      expect(await kafka.readTopology(registry.value, undefined, signal)).toMatchObject({ ok: true, gaps: [] })
    } finally {
      await kafka.close()
      await fleet.close()
    }
  })
})
