import { inferRelease } from '@perigee/sources'
import { describe, expect, it } from 'vitest'
import { ALL_APIS, apiOf } from '../apis/index.ts'
import { finalizedFeatures, supportedFeatures, toldFeatures } from './features.ts'
import { interBrokerProtocolVersion, metadataVersionName } from './metadata-versions.ts'
import type { ReleaseName } from './release-name.ts'
import { type ListenerKind, VERSION_TABLE } from './version-table.ts'
import { kafkaVersions, OFFERED_WITHOUT_HANDLER, versionsOf } from './versions-of.ts'

const LISTENERS = Object.entries(VERSION_TABLE).flatMap(([release, listeners]) =>
  Object.entries(listeners)
    .filter(([, text]) => text !== null)
    .map(([listener]) => [release as ReleaseName, listener as ListenerKind] as const),
)

describe.each(LISTENERS)('Kafka %s, %s', (release, listener) => {
  it('has schemas for every version that Kafka offers of the APIs that the fleet knows', () => {
    for (const [key, range] of kafkaVersions(release, listener)) {
      const schemas = apiOf(key)
      if (schemas !== undefined) expect({ key, ...versionsOf(release, listener).get(key) }).toEqual({ key, ...range })
    }
  })

  it('offers nothing that nobody answers, but what is told', () => {
    const offered = versionsOf(release, listener, new Set([3, 18]))
    for (const key of offered.keys()) expect(key === 3 || key === 18 || OFFERED_WITHOUT_HANDLER.has(key)).toBe(true)
    expect(offered.has(18)).toBe(true)
  })

  it('is in the order of keys', () => {
    const keys = [...versionsOf(release, listener).keys()]
    expect(keys).toEqual(keys.toSorted((a, b) => a - b))
  })
})

describe('the console', () => {
  // KRaft brokers of 3.3 and 3.4 offer the same: LeaderAndIsr alone tells them apart.
  it.each(LISTENERS.filter(([, listener]) => listener !== 'kraft-controller'))('names %s, %s', (release, listener) => {
    const ranges = [...versionsOf(release, listener)].map(([key, { min, max }]) => [key, [min, max] as const] as const)
    const name = release === '3.3' && listener === 'kraft-broker' ? '3.3 – 3.4' : release
    expect(inferRelease(new Map(ranges))).toBe(name)
  })
})

describe('listeners', () => {
  it('that a release does not have are refused', () => {
    expect(() => versionsOf('4.1', 'zookeeper-broker')).toThrow(RangeError)
    expect(() => versionsOf('2.8', 'kraft-broker')).toThrow(RangeError)
  })

  it('offer DescribeQuorum with KRaft and LeaderAndIsr with ZooKeeper only', () => {
    for (const [release, listener] of LISTENERS) {
      const offered = versionsOf(release, listener)
      expect([offered.has(55), offered.has(4)]).toEqual([
        listener !== 'zookeeper-broker',
        listener === 'zookeeper-broker',
      ])
    }
    expect(ALL_APIS.length).toBeGreaterThan(45)
  })
})

describe('features', () => {
  it('are those of a new 4.3 cluster, as one told them', () => {
    const levels = finalizedFeatures('4.3', 'kraft').map(({ name, maxVersionLevel }) => [name, maxVersionLevel])
    expect(Object.fromEntries(levels)).toEqual({
      'metadata.version': 30,
      'group.version': 1,
      'streams.version': 1,
      'transaction.version': 2,
      'eligible.leader.replicas.version': 1,
      'share.version': 1,
    })
    expect(toldFeatures(supportedFeatures('4.3', 'kraft'), 3)).toEqual([
      { name: 'metadata.version', minVersion: 7, maxVersion: 30 },
    ])
    expect(toldFeatures(supportedFeatures('4.3', 'kraft'), 4)).toHaveLength(7)
  })

  it('are none with ZooKeeper', () => {
    expect(supportedFeatures('3.9', 'zookeeper')).toEqual([])
    expect(finalizedFeatures('3.9', 'zookeeper')).toEqual([])
  })

  it('have names for every level that a release finalizes', () => {
    for (const [release, name] of Object.entries({
      '3.3': '3.3-IV3',
      '3.6': '3.6-IV2',
      '4.0': '4.0-IV3',
      '4.3': '4.3-IV0',
    })) {
      const [metadata] = finalizedFeatures(release as ReleaseName, 'kraft')
      expect(metadataVersionName(metadata?.maxVersionLevel ?? 0)).toBe(name)
    }
    expect(metadataVersionName(99)).toBeNull()
    expect(interBrokerProtocolVersion('3.9')).toBe('3.9-IV0')
    expect(interBrokerProtocolVersion('4.1')).toBeNull()
  })
})
