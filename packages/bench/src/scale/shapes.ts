// The fleets that the console is measured against, whole or shrunk for short forms.
import { type ClusterSpec, clusterOf, SHAPE_SIZES, type ShapeName, type ShapeSize, shape } from '@perigee/fleet'

export type { ShapeName }
export const SHAPE_NAMES: readonly ShapeName[] = ['S', 'M', 'L', 'F']

/** Clusters of a shape; `scale` below 1 shrinks a single cluster's topics and groups, its brokers stay. */
export function shapeClusters(name: ShapeName, scale: number, now: number): readonly ClusterSpec[] {
  if (scale === 1 || name === 'F') return shape(name, { now })
  return [clusterOf(shrunk(SHAPE_SIZES[name], scale), { name: `reduced-${name.toLowerCase()}`, seed: 1, now })]
}

function shrunk({ brokers, topics, partitions, groups, commitments }: ShapeSize, scale: number): ShapeSize {
  const part = (value: number) => Math.max(1, Math.round(value * scale))
  return {
    brokers,
    topics: part(topics),
    partitions: part(partitions),
    groups: part(groups),
    commitments: part(commitments),
  }
}
