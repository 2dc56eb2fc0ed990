// What checks look at: readings that still hold, settings by broker, metrics by node; and what is missing, in words.
import type { Assessment } from '../assessment.ts'
import type { BrokerFact, ClusterFacts, ConfigEntry } from '../facts.ts'
import { clockSeconds } from '../judge/words.ts'
import { metricKey } from '../metrics/metric.ts'
import type { NodeMetrics, NodeRole } from '../metrics/node-metrics.ts'
import { freshnessOf, type Reading } from '../reading.ts'
import { isUnseen } from '../unseen.ts'
import type { PreflightProbes, ServiceKind } from './probes.ts'

export interface ConfiguredService {
  readonly kind: ServiceKind
  readonly name: string
  readonly url: string
}

/** What the console is configured to look at, as far as checks ask. */
export interface ConfiguredParts {
  /** An exporter, a way to find any, or a Prometheus. */
  readonly metrics: boolean
  /** The console itself logs on with TLS. */
  readonly tls: boolean
  /** AdminServers of ZooKeeper can be asked. */
  readonly adminServers: boolean
  readonly services: readonly ConfiguredService[]
}

/** How the console itself is. */
export interface ConsoleHealth {
  /** ms; null: not measured. */
  readonly eventLoopDelayP99Ms: number | null
  readonly history: { readonly state: 'writing' | 'off' | 'failing' | 'unknown'; readonly text: string }
}

export interface PreflightInput {
  readonly facts: ClusterFacts
  /** Of exactly these facts. */
  readonly assessment: Assessment | null
  readonly probes: Reading<PreflightProbes>
  readonly configured: ConfiguredParts
  readonly console: ConsoleHealth
  /** Epoch ms. */
  readonly now: number
}

export type Known<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false /** Half a sentence. */; readonly why: string }

export interface PreflightView extends PreflightInput {
  /** Registered brokers, by id. */
  readonly brokers: readonly BrokerFact[]
  /** A value that still holds; a reading that was lost answers for the past only. */
  read<T>(reading: Reading<T>): Known<T>
  /** Settings of one broker by name. */
  settings(broker: number): Known<ReadonlyMap<string, ConfigEntry>>
  /** What nodes of a role tell, freshest readings only. */
  nodes(role: NodeRole): readonly NodeMetrics[]
  /** One value of one broker or of the host below it. */
  metric(role: NodeRole, nodeId: number, ...key: readonly [string, ...string[]]): Known<number>
}

export function viewOf(input: PreflightInput): PreflightView {
  const { facts, now } = input
  const brokers = (facts.registry.value?.brokers ?? [])
    .filter(({ registered }) => registered)
    .toSorted((a, b) => a.id - b.id)
  const byBroker = new Map<number, ReadonlyMap<string, ConfigEntry>>()
  const read = <T>(reading: Reading<T>) => holds(reading, now)
  return {
    ...input,
    brokers,
    read: (reading) => (reading === (facts.registry as unknown) && isUnseen(facts) ? lost(reading) : read(reading)),
    settings: (broker) => settingsOf(facts, { broker, now, byBroker }),
    nodes: (role) => nodesOf(facts, role, now),
    metric: (role, nodeId, ...key) => metricOf(input, { role, nodeId, key: metricKey(...key) }),
  }
}

function holds<T>(reading: Reading<T>, now: number): Known<T> {
  if (reading.value === undefined) return { known: false, why: reading.failure?.message ?? 'nothing was read yet' }
  return freshnessOf(reading, now) === 'lost' ? lost(reading) : { known: true, value: reading.value }
}

function lost<T>({ value, observedAt, failure }: Reading<T>): Known<T> {
  const since = value === undefined || observedAt === undefined ? '' : `last read at ${clockSeconds(observedAt)}`
  return { known: false, why: [failure?.message, since].filter(Boolean).join(', ') || 'nothing was read yet' }
}

function settingsOf(
  facts: ClusterFacts,
  of: { broker: number; now: number; byBroker: Map<number, ReadonlyMap<string, ConfigEntry>> },
): Known<ReadonlyMap<string, ConfigEntry>> {
  const reading = holds(facts.brokerConfigs, of.now)
  if (!reading.known) return reading
  const entries = reading.value.byBroker.get(of.broker)
  if (entries === undefined) {
    const gap = facts.brokerConfigs.gaps.find(({ failure }) => failure.brokerId === of.broker)
    return { known: false, why: gap?.failure.message ?? 'its settings were not read' }
  }
  const kept = of.byBroker.get(of.broker) ?? new Map(entries.map((entry) => [entry.name, entry]))
  of.byBroker.set(of.broker, kept)
  return { known: true, value: kept }
}

function nodesOf(facts: ClusterFacts, role: NodeRole, now: number): readonly NodeMetrics[] {
  return [...facts.metrics.values()].flatMap((reading) => {
    const held = holds(reading, now)
    return held.known && held.value.target.role === role ? [held.value] : []
  })
}

function metricOf(
  { facts, configured, now }: PreflightInput,
  of: { role: NodeRole; nodeId: number; key: string },
): Known<number> {
  const what = of.role === 'host' ? 'node_exporter' : 'exporter'
  const reading = facts.metrics.get(`${of.role}/${of.nodeId}`)
  if (reading === undefined)
    return { known: false, why: configured.metrics ? `no ${what} is known for it` : `no ${what} is configured` }
  const held = holds(reading, now)
  if (!held.known) return { known: false, why: `its ${what}: ${held.why}` }
  const value = held.value.values.get(of.key)
  if (value !== undefined) return { known: true, value }
  const [id] = of.key.split('/')
  const reason = held.value.capabilities.find(({ metric }) => metric === id)?.reason
  return { known: false, why: reason ?? `its ${what} does not tell ${id}` }
}
