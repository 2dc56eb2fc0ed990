// What goes on in a fleet while it is watched: topics are made and leaders move.
import { createTopic, type FleetCluster, lead } from '@perigee/fleet'

type World = FleetCluster['world']

/** Every second `perSecond` changes over all clusters, one in four a new topic. Gives what stops it. */
export function startChurn(clusters: readonly FleetCluster[], perSecond: number): () => void {
  let changes = 0
  const timer = setInterval(() => {
    const touched = new Set<World>()
    for (let i = 0; i < perSecond; i += 1) {
      changes += 1
      const world = clusters[changes % clusters.length]?.world
      if (world === undefined) continue
      touched.add(world)
      if (changes % 4 === 0) makeTopic(world, changes)
      else moveLeader(world)
    }
    for (const world of touched) world.tell('metadata')
  }, 1_000)
  return () => clearInterval(timer)
}

function makeTopic(world: World, number: number): void {
  createTopic(world, { name: `made-while-watched-${number}`, partitions: 6, replicationFactor: 3, ratePerSecond: 5 })
}

function moveLeader(world: World): void {
  const topics = [...world.topics.values()]
  const partition = world.random.pick(world.random.pick(topics).partitions)
  const others = partition.isr.filter((id) => id !== partition.leader)
  if (others.length > 0) lead(world, partition, world.random.pick(others))
}
