import type { Fleet } from '../fleet.ts'
import type { Outcome, ScenarioRunner, ScenarioState } from '../scenario/runner.ts'
import { type Condition, conditionOf, isWhole } from '../world/condition.ts'

/** One cluster of the world in numbers. */
export interface WorldSummary {
  readonly name: string
  readonly mode: 'kraft' | 'zookeeper'
  readonly release: string
  readonly bootstrap: readonly string[]
  readonly zookeeper: string | null
  readonly brokers: number
  readonly controllers: number
  readonly zookeeperNodes: number
  readonly topics: number
  readonly partitions: number
  readonly groups: number
  /** -1 while nobody acts. */
  readonly controllerId: number
  readonly isWhole: boolean
  readonly condition: Condition
}

/** What may be asked of a running fleet: plain data, for the page as for the HTTP API. */
export interface Control {
  /** Every scenario and how far it is. */
  scenarios(): readonly ScenarioState[]
  start(name: string): Outcome
  /** Heals at once. */
  stop(name: string): Outcome
  world(): { readonly now: number; readonly clusters: readonly WorldSummary[] }
  /** Told when a scenario began, took a step, heals or is over; gives what ends that. */
  onChange(listener: () => void): () => void
}

export function createControl(fleet: Fleet, runner: ScenarioRunner): Control {
  // What is asked for happens now, not at the last tick of the world.
  const upToDate = <Result>(ask: () => Result): Result => {
    fleet.advance()
    return ask()
  }
  return {
    scenarios: () => runner.list(),
    start: (name) => upToDate(() => runner.start(name, 'visitor')),
    stop: (name) => upToDate(() => runner.stop(name)),
    world: () => upToDate(() => ({ now: fleet.clusters[0]?.world.now ?? 0, clusters: fleet.clusters.map(summaryOf) })),
    onChange: (listener) => runner.onChange(listener),
  }
}

function summaryOf({ world, bootstrap, zookeeper }: Fleet['clusters'][number]): WorldSummary {
  const { identity, brokers, controllers, zookeepers, topics, groups, controllerId } = world
  let partitions = 0
  for (const topic of topics.values()) partitions += topic.partitions.length
  return {
    name: identity.name,
    mode: identity.mode,
    release: identity.release,
    bootstrap: bootstrap(),
    zookeeper: zookeeper?.connectString() ?? null,
    brokers: brokers.size,
    controllers: controllers.size,
    zookeeperNodes: zookeepers.size,
    topics: topics.size,
    partitions,
    groups: groups.size,
    controllerId,
    isWhole: isWhole(world),
    condition: conditionOf(world),
  }
}
