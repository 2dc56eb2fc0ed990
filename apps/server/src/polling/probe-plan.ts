// Which doors there are to knock at, from the configuration and what was read.
import type { ClusterConfig } from '@perigee/config'
import { advertisedListeners, type ClusterFacts, type ConfiguredService } from '@perigee/domain'
import type { ProbePlan } from '@perigee/sources'

/** A cluster of a hundred brokers with five listeners each. */
const MOST_LISTENERS = 500

export function planOf(config: ClusterConfig, facts: ClusterFacts): ProbePlan {
  return {
    listeners: advertisedListeners(facts).slice(0, MOST_LISTENERS),
    services: servicesOf(config),
    clocks: clocksOf(facts),
    purges: purgesOf(config, facts),
  }
}

/** Whether what names the doors was read, or failed to be. */
export function isPlanComplete(config: ClusterConfig, facts: ClusterFacts): boolean {
  if (facts.brokerConfigs.attemptedAt === undefined) return false
  if (!tellsMetrics(config)) return true
  const brokers = facts.registry.value?.brokers.filter(({ registered }) => registered) ?? []
  return brokers.every(({ id }) => facts.metrics.get(`broker/${id}`)?.attemptedAt !== undefined)
}

/** Whether any exporter, way to find one, or Prometheus is configured. */
export function tellsMetrics({ exporters, metrics }: ClusterConfig): boolean {
  const { pattern, controllerPattern, hostPattern, file, dns, consul, prometheus } = metrics
  return exporters.length > 0 || [pattern, controllerPattern, hostPattern, file, dns, consul, prometheus].some(Boolean)
}

export function servicesOf({ cruiseControl, schemaRegistries, connect }: ClusterConfig): readonly ConfiguredService[] {
  return [
    ...(cruiseControl === null
      ? []
      : [{ kind: 'cruise-control' as const, name: 'Cruise Control', url: bare(cruiseControl) }]),
    ...schemaRegistries.map((url) => ({ kind: 'schema-registry' as const, name: bare(url), url: bare(url) })),
    ...connect.map(({ name, url }) => ({ kind: 'connect' as const, name, url: bare(url) })),
  ]
}

/** Without what is written before an @: it would be shown, and is not needed to find out whether somebody is there. */
function bare(url: string): string {
  try {
    const parsed = new URL(url)
    parsed.username = ''
    parsed.password = ''
    return parsed.href.replace(/\/$/, '')
  } catch {
    return url
  }
}

/** The exporter of each broker answers `/-/healthy` without asking the broker anything, and dates its answer. */
function clocksOf({ metrics }: ClusterFacts): ProbePlan['clocks'] {
  return [...metrics.values()].flatMap(({ value }) => {
    if (
      value === undefined ||
      value.source !== 'exporter' ||
      value.target.role !== 'broker' ||
      value.target.nodeId === null
    )
      return []
    return [{ who: `broker ${value.target.nodeId}`, url: new URL('/-/healthy', value.target.url).href }]
  })
}

function purgesOf({ ensemble }: ClusterConfig, { zookeeper }: ClusterFacts): ProbePlan['purges'] {
  const { adminPattern } = ensemble
  if (adminPattern === null) return []
  return (zookeeper.value?.nodes ?? []).map(({ address }) => ({
    address,
    url: adminPattern.replaceAll('{host}', address.slice(0, address.lastIndexOf(':'))),
  }))
}
