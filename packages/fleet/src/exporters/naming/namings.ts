import type { ClusterMode } from '../../world/cluster.ts'
import { EXAMPLE_RULES_KRAFT, EXAMPLE_RULES_ZOOKEEPER } from './example-rules.ts'
import type { Naming } from './naming.ts'
import { NO_RULES } from './no-rules.ts'

/**
 * Rule sets by the name that a cluster's spec uses. One more naming (Confluent's, Strimzi's, Bitnami's, Amazon's …) is one
 * more entry: beans and values are the same for all.
 */
const NAMINGS = {
  'example-rules': { zookeeper: EXAMPLE_RULES_ZOOKEEPER, kraft: EXAMPLE_RULES_KRAFT },
  'no-rules': { zookeeper: NO_RULES, kraft: NO_RULES },
} as const satisfies Record<string, Readonly<Record<ClusterMode, Naming>>>

export type ExporterRules = keyof typeof NAMINGS

export function namingOf(rules: ExporterRules, mode: ClusterMode): Naming {
  return NAMINGS[rules][mode]
}
