// Whether a scenario can be played in a cluster: everything that it names must be there.
import type { Cluster } from '../world/cluster.ts'
import type { Problem } from './load-scenario.ts'
import type { Scenario, Step } from './scenario.ts'

/** Problems by path; none when it fits. */
export function problemsIn(scenario: Scenario, clusters: readonly Cluster[]): readonly Problem[] {
  const cluster = clusters.find((one) => one.identity.name === scenario.cluster)
  if (cluster === undefined) return [{ path: 'cluster', message: 'is not a cluster of this fleet' }]
  const made = new Set(scenario.steps.flatMap((step) => (step.do === 'create-topic' ? [step.topic] : [])))
  return scenario.steps.flatMap((step, i) => {
    const missing = missingIn(cluster, step, made)
    return missing === null ? [] : [{ path: `steps[${i}].${missing}`, message: 'names what the cluster does not have' }]
  })
}

/** The key that names something the cluster does not have; null when all is there. */
function missingIn(cluster: Cluster, step: Step, made: ReadonlySet<string>): string | null {
  const { brokers, controllers, zookeepers, topics, groups } = cluster
  const nodes = [...brokers.values(), ...controllers.values(), ...zookeepers.values()]
  const isThere: Readonly<Record<string, (value: unknown) => boolean>> = {
    broker: (id) => brokers.has(id as number),
    from: (id) => brokers.has(id as number),
    to: (id) => brokers.has(id as number),
    controller: (id) => controllers.has(id as number),
    node: (id) =>
      step.do === 'strain' ? brokers.has(id as number) || controllers.has(id as number) : zookeepers.has(id as number),
    dataCentre: (name) => nodes.some((one) => one.dataCentre === name),
    rack: (name) => nodes.some((one) => one.rack === name),
    topic: (name) => topics.has(name as string) || made.has(name as string),
    group: (id) => groups.has(id as string),
  }
  for (const [key, value] of Object.entries(step)) if (isThere[key]?.(value) === false) return key
  const dirs = 'dir' in step ? (brokers.get(step.broker)?.logDirs.length ?? 0) : 0
  return 'dir' in step && step.dir >= dirs ? 'dir' : null
}
