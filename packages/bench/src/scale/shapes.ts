// The fleets that the console is measured against, whole or shrunk for short forms.
import {
  type ClusterSpec,
  clusterOf,
  SHAPE_SIZES,
  type ShapeName,
  type ShapeSize,
  shape,
  withExporters,
} from '@perigee/fleet'

export type { ShapeName }
export const SHAPE_NAMES: readonly ShapeName[] = ['S', 'M', 'L', 'F']

export interface Wanted {
  readonly shape: ShapeName
  /** Below 1 it shrinks a single cluster's topics and groups, its brokers stay. */
  readonly scale: number
  readonly exporters: boolean
}

export function shapeClusters({ shape: name, scale, exporters }: Wanted, now: number): readonly ClusterSpec[] {
  if (scale === 1 || name === 'F') return shape(name, { now, exporters })
  const reduced = clusterOf(shrunk(SHAPE_SIZES[name], scale), { name: `reduced-${name.toLowerCase()}`, seed: 1, now })
  return [exporters ? withExporters(reduced) : reduced]
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
