import { type Assessment, assess, buildTopology, type ClusterFacts } from '@perigee/domain'

/** An assessment of no topic at all: lets a list check its filter and sort before the first reading. */
export function assessmentOfNothing(facts: ClusterFacts): Assessment {
  const value = { topology: buildTopology(-1, []), reassignments: null, countsByBroker: new Map() }
  const empty = { ...facts, topology: { ...facts.topology, value }, logDirs: new Map() }
  return assess(empty) as Assessment
}
