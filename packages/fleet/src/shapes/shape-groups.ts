import type { GroupSpec } from '../world/cluster-spec.ts'
import type { TopicSpec } from '../world/operations/topics.ts'
import type { Random } from '../world/random.ts'

const SERVICES = [
  'billing',
  'mailer',
  'search-index',
  'fraud-check',
  'warehouse',
  'reporting',
  'pricing',
  'gateway',
  'audit',
]
/** Most consumers keep up, some are seconds behind, a few minutes or hours. */
const LAGS_MS = [0, 0, 0, 0, 500, 500, 2_000, 20_000, 300_000, 7_200_000]

export interface GroupsWish {
  readonly topics: readonly TopicSpec[]
  readonly groups: number
  /** Committed partitions of all groups together. */
  readonly commitments: number
}

/** Consumer groups of these topics; exactly as many groups and committed partitions as asked. */
export function shapeGroups(random: Random, { topics, groups, commitments }: GroupsWish): readonly GroupSpec[] {
  const byWidth = topicsByWidth(topics)
  let left = commitments
  return Array.from({ length: groups }, (_, i) => {
    const fair = Math.round(left / (groups - i))
    // A group reads a little less or more than its share; the last ones make up for it.
    const share = groups - i > 10 ? Math.max(1, Math.round(fair * (0.5 + random.next()))) : Math.max(1, fair)
    const chosen = topicsOfWidth(byWidth, random, share)
    left -= chosen.partitions
    return groupOf(random, { index: i, topics: chosen.names })
  })
}

function groupOf(random: Random, { index, topics }: { index: number; topics: readonly string[] }): GroupSpec {
  const service = SERVICES[index % SERVICES.length] ?? 'service'
  return {
    id: `${service}-${String(Math.floor(index / SERVICES.length) + 1).padStart(4, '0')}`,
    type: index % 8 === 5 ? 'consumer' : 'classic',
    topics,
    members: index % 20 === 7 ? 0 : 1 + random.below(3),
    lagMs: random.pick(LAGS_MS),
  }
}

interface Width {
  readonly partitions: number
  readonly names: readonly string[]
}

/** Widest first. */
function topicsByWidth(topics: readonly TopicSpec[]): readonly Width[] {
  const widths = new Map<number, string[]>()
  for (const { name, partitions } of topics) {
    const known = widths.get(partitions)
    if (known === undefined) widths.set(partitions, [name])
    else known.push(name)
  }
  return [...widths].sort(([a], [b]) => b - a).map(([partitions, names]) => ({ partitions, names }))
}

/** Different topics that have `wish` partitions together, as near as the widths at hand allow. */
function topicsOfWidth(byWidth: readonly Width[], random: Random, wish: number) {
  const names = new Set<string>()
  let partitions = 0
  for (const width of byWidth) {
    let tries = 0
    while (partitions + width.partitions <= wish && tries < width.names.length && tries < 20) {
      tries += 1
      const name = random.pick(width.names)
      if (names.has(name)) continue
      names.add(name)
      partitions += width.partitions
    }
  }
  return { names: [...names], partitions }
}
