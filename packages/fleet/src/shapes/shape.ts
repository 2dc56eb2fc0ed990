// Clusters of a given size, for measuring: what the console meets at 3, 30 and 100 brokers, and twenty of the middle one.
import type { ClusterSpec } from '../world/cluster-spec.ts'
import { seededRandom } from '../world/random.ts'
import { shapeGroups } from './shape-groups.ts'
import { shapeTopics } from './shape-topics.ts'

export type ShapeName = 'S' | 'M' | 'L' | 'F'

/** Exact numbers of one cluster, Kafka's own `__consumer_offsets` (50 partitions) among them. */
export interface ShapeSize {
  readonly brokers: number
  readonly topics: number
  readonly partitions: number
  readonly groups: number
  /** Committed partitions of all groups together. */
  readonly commitments: number
}

export const SHAPE_SIZES: Readonly<Record<Exclude<ShapeName, 'F'>, ShapeSize>> = {
  S: { brokers: 3, topics: 100, partitions: 1_000, groups: 50, commitments: 500 },
  M: { brokers: 30, topics: 2_000, partitions: 24_000, groups: 2_000, commitments: 20_000 },
  L: { brokers: 100, topics: 10_000, partitions: 100_000, groups: 50_000, commitments: 500_000 },
}

const FLEET_CLUSTERS = 20
const REPLICATION_FACTOR = 3
const OFFSETS_PARTITIONS = 50
const WEEK_MS = 604_800_000

export interface ShapeOptions {
  /** Equal seeds give equal clusters. Default 1. */
  readonly seed?: number
  /** Epoch ms at which the clusters are looked at first: their topics are older than that. */
  readonly now: number
  /** Whether brokers, controllers and hosts have exporters. Default false. */
  readonly exporters?: boolean
}

/** The clusters of a shape: one of S, M or L; twenty of M's size for F. KRaft 4.1 with three controllers, RF 3. */
export function shape(name: ShapeName, options: ShapeOptions): readonly ClusterSpec[] {
  const { exporters = false } = options
  const specs = withoutExporters(name, options)
  return exporters ? specs.map(withExporters) : specs
}

/** The same with an exporter of every process and every host. */
export function withExporters(spec: ClusterSpec): ClusterSpec {
  return { ...spec, exporterRules: 'example-rules', hasHostExporters: true }
}

function withoutExporters(name: ShapeName, { seed = 1, now }: ShapeOptions): readonly ClusterSpec[] {
  if (name !== 'F') return [clusterOf(SHAPE_SIZES[name], { name: `shape-${name.toLowerCase()}`, seed, now })]
  return Array.from({ length: FLEET_CLUSTERS }, (_, i) =>
    clusterOf(SHAPE_SIZES.M, { name: `fleet-${String(i + 1).padStart(2, '0')}`, seed: seed + i, now }),
  )
}

/** A cluster of any size, for a reduced shape. Exact as to topics, partitions and groups. */
export function clusterOf(size: ShapeSize, options: { name: string; seed: number; now: number }): ClusterSpec {
  const { name, seed, now } = options
  const random = seededRandom(seed).fork(name)
  const topics = shapeTopics(random.fork('topics'), {
    topics: size.topics - 1,
    partitions: size.partitions - OFFSETS_PARTITIONS,
    replicationFactor: Math.min(REPLICATION_FACTOR, size.brokers),
    since: now - WEEK_MS,
  })
  return {
    name,
    mode: 'kraft',
    release: '4.1',
    dataCentres: threeCentres(size.brokers),
    topics,
    groups: shapeGroups(random.fork('groups'), { topics, groups: size.groups, commitments: size.commitments }),
    diskBytes: 8e12,
  }
}

function threeCentres(brokers: number): ClusterSpec['dataCentres'] {
  return ['dc1', 'dc2', 'dc3'].map((name, i) => ({
    name,
    racks: [`${name}-a`, `${name}-b`],
    brokers: Math.floor((brokers + 2 - i) / 3),
    controllers: 1,
  }))
}
