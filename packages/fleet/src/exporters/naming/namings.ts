import type { ClusterMode } from '../../world/cluster.ts'
import { BITNAMI_RULES } from './bitnami-rules.ts'
import { CONFLUENT_RULES } from './confluent-rules.ts'
import { EXAMPLE_RULES_KRAFT, EXAMPLE_RULES_ZOOKEEPER } from './example-rules.ts'
import type { Naming } from './naming.ts'
import { MSK, NO_RULES, NO_RULES_LOWER_CASE } from './no-rules.ts'
import { STRIMZI_REPORTER } from './strimzi-reporter.ts'
import { STRIMZI_RULES } from './strimzi-rules.ts'

const inBothModes = (naming: Naming) => ({ zookeeper: naming, kraft: naming })

/** Rule sets by the name that a cluster's spec uses: beans and values are the same for all. */
const NAMINGS = {
  'example-rules': { zookeeper: EXAMPLE_RULES_ZOOKEEPER, kraft: EXAMPLE_RULES_KRAFT },
  'no-rules': inBothModes(NO_RULES),
  'no-rules-lower-case': inBothModes(NO_RULES_LOWER_CASE),
  'confluent-rules': inBothModes(CONFLUENT_RULES),
  'strimzi-rules': inBothModes(STRIMZI_RULES),
  'strimzi-reporter': inBothModes(STRIMZI_REPORTER),
  'bitnami-rules': inBothModes(BITNAMI_RULES),
  msk: inBothModes(MSK),
} as const satisfies Record<string, Readonly<Record<ClusterMode, Naming>>>

export type ExporterRules = keyof typeof NAMINGS

export const EXPORTER_RULES: readonly ExporterRules[] = Object.keys(NAMINGS) as ExporterRules[]

export function namingOf(rules: ExporterRules, mode: ClusterMode): Naming {
  return NAMINGS[rules][mode]
}
