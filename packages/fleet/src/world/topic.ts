import type { Partition } from './partition.ts'

export interface Topic {
  readonly name: string
  /** 32 hexadecimal digits. */
  readonly id: string
  readonly isInternal: boolean
  /** Settings that differ from the broker's defaults. */
  readonly configs: Map<string, string>
  readonly partitions: Partition[]
  /** Rises with everything that Metadata shows of this topic. */
  epoch: number
}

export function minInsyncReplicas(topic: Topic): number {
  return Number(topic.configs.get('min.insync.replicas') ?? 1)
}
