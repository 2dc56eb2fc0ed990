// What queries told of one endpoint → NodeMetrics, as of a page that was read directly.
import type { MetricTarget, NodeMetrics, NodeRole } from '@perigee/domain'
import { capabilities } from '../exporter/capability/capability.ts'
import { NAMING_WORDS } from '../exporter/naming/probes.ts'
import { settleFractions } from '../exporter/normalise/fractions.ts'
import { deriveNetworkBusy } from '../exporter/normalise/network-busy.ts'
import { deriveRole } from '../exporter/normalise/quorum-role.ts'
import type { TargetMemory } from '../exporter/normalise/target-memory.ts'
import type { ClusterHints } from '../metrics/source.ts'
import type { NodeValues } from './node-values.ts'
import type { Endpoint } from './survey.ts'

/** Of one read, shared evenly by its endpoints: queries ask for all of them at once. */
export interface ReadCost {
  readonly answerMs: number
  readonly wireBytes: number
}

export interface ReadingOf {
  readonly endpoint: Endpoint
  readonly told: NodeValues
  readonly topics: NodeMetrics['topics']
  readonly memory: TargetMemory
  readonly hints: ClusterHints
  /** As the exporter says, s; NaN where it does not. */
  readonly exporterSeconds: number
  readonly cost: ReadCost
  readonly notes: readonly string[]
}

export const URL_PREFIX = 'prometheus:'

export function nodeReading({ endpoint, told, topics, memory, hints, ...of }: ReadingOf): NodeMetrics {
  const values = told.values()
  const provenance = told.provenance()
  const target = targetOf(endpoint, roleOf(endpoint, values))
  const fractions = settleFractions({
    values,
    provenance,
    memory,
    rows: told.rows(),
    toldRates: new Map(),
    topics: new Map(),
  })
  deriveRole(values, provenance, target)
  deriveNetworkBusy(values, provenance)
  const isController = values.has('active_controllers')
  return {
    target,
    source: 'prometheus',
    naming: endpoint.naming,
    looksLike: `${NAMING_WORDS[endpoint.naming]}, by Prometheus`,
    values,
    topics,
    capabilities: capabilities({ naming: endpoint.naming, role: target.role, hints, provenance, isController }),
    cost: {
      exporterMs: Number.isFinite(of.exporterSeconds) ? of.exporterSeconds * 1_000 : null,
      answerMs: of.cost.answerMs,
      parseMs: 0,
      pageBytes: of.cost.wireBytes,
      wireBytes: of.cost.wireBytes,
      series: told.series,
      keptSeries: values.size,
    },
    notes: [...of.notes, ...fractions],
  }
}

/** Replicas are a broker's; whoever tells of controllers and of none is a controller. */
function roleOf({ naming }: Endpoint, values: ReadonlyMap<string, number>): NodeRole {
  if (naming === 'N') return 'host'
  const isBroker = values.has('partitions') || values.has('leaders') || values.has('broker_state')
  return !isBroker && (values.has('active_controllers') || values.has('raft_epoch')) ? 'controller' : 'broker'
}

/** A label that is a number is the node's id; any other is compared with hosts by whoever knows them. */
function targetOf({ node }: Endpoint, role: NodeRole): MetricTarget {
  const nodeId = /^\d{1,9}$/.test(node) ? Number(node) : null
  const id = nodeId === null ? `?/${node}` : `${role}/${nodeId}`
  return { id, url: `${URL_PREFIX}${node}`, role, nodeId, origin: 'Prometheus' }
}
