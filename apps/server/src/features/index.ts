// All nouns of the console: each has its routes (HTTP only) and its view (readings to wire, pure).
import type { ConsoleState } from '../facts/state.ts'
import { brokerRoutes } from './brokers/routes.ts'
import { capabilityRoutes } from './capability/routes.ts'
import { capacityRoutes } from './capacity/routes.ts'
import { clusterRoutes } from './clusters/routes.ts'
import { demoRoutes } from './demo/routes.ts'
import { durabilityRoutes } from './durability/routes.ts'
import { overviewRoutes } from './overview/routes.ts'
import { partitionRoutes } from './partitions/routes.ts'
import { preflightRoutes } from './preflight/routes.ts'
import { quorumRoutes } from './quorum/routes.ts'
import type { FeatureApp } from './route.ts'
import { searchRoutes } from './search/routes.ts'
import { seriesRoutes } from './series/routes.ts'
import { settingsRoutes } from './settings/routes.ts'
import { sourceRoutes } from './sources/routes.ts'
import { topicRoutes } from './topics/routes.ts'
import { vitalsRoutes } from './vitals/routes.ts'

/** Registers every route of the API. The app must have zod's validator and serializer, and turn a Refusal into an error body. */
export function registerFeatures(app: FeatureApp, state: ConsoleState): void {
  overviewRoutes(app, state)
  clusterRoutes(app, state)
  seriesRoutes(app, state)
  brokerRoutes(app, state)
  vitalsRoutes(app, state)
  capacityRoutes(app, state)
  capabilityRoutes(app, state)
  topicRoutes(app, state)
  partitionRoutes(app, state)
  durabilityRoutes(app, state)
  quorumRoutes(app, state)
  preflightRoutes(app, state)
  sourceRoutes(app, state)
  searchRoutes(app, state)
  settingsRoutes(app, state)
  demoRoutes(app, state)
}
