import type { ClusterFacts } from '@perigee/domain'

/** Rack of a broker by id, '' when it has none or is not listed. */
export function rackReader(facts: ClusterFacts): (broker: number) => string {
  const racks = new Map(facts.registry.value?.brokers.map(({ id, rack }) => [id, rack ?? '']))
  return (broker) => racks.get(broker) ?? ''
}
