import type { Scenario } from '../scenario.ts'
import { EDGE_SMALL } from './edge-small.ts'
import { ORDERS_LEGACY } from './orders-legacy.ts'
import { PAYMENTS_EU } from './payments-eu.ts'
import { STRAINS } from './strains.ts'

/** Every scenario of the demo's clusters, in the order in which pages list them. */
export const SCENARIOS: readonly Scenario[] = [...PAYMENTS_EU, ...ORDERS_LEGACY, ...EDGE_SMALL, ...STRAINS]
