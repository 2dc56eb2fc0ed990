import type { ClusterFacts, Failure } from '@perigee/domain'
import type { ClusterState, ConsoleState } from '../../facts/state.ts'
import { nearestNames } from './nearest.ts'
import { listWords } from './words.ts'

/** Why a question cannot be answered: an entry of the error catalogue with its details. */
export class Refusal extends Error {
  readonly code: string
  readonly status: number
  readonly hint: string | null
  /** For filters: 0-based character where it stopped making sense. */
  readonly at: number | undefined

  constructor(code: RefusalCode, message: string, { hint, at }: { hint?: string | null; at?: number } = {}) {
    super(message)
    this.code = code
    this.status = STATUS_OF[code]
    this.hint = hint ?? null
    this.at = at
  }
}

const STATUS_OF = {
  PGE_UNKNOWN_CLUSTER: 404,
  PGE_UNKNOWN_BROKER: 404,
  PGE_UNKNOWN_TOPIC: 404,
  PGE_UNKNOWN_METRIC: 404,
  PGE_UNKNOWN_SCENARIO: 404,
  PGE_INVALID_FILTER: 400,
  PGE_INVALID_SORT: 400,
  PGE_INVALID_LOSS: 400,
  PGE_INVALID_TIME: 400,
  PGE_NOT_KNOWN_YET: 503,
} as const
export type RefusalCode = keyof typeof STATUS_OF

/** The cluster of that name, or a refusal that names the closest ones. */
export function clusterOf(state: ConsoleState, name: string): ClusterState {
  const cluster = state.clusters.get(name)
  if (cluster !== undefined) return cluster
  const names = [...state.clusters.keys()]
  throw new Refusal('PGE_UNKNOWN_CLUSTER', `There is no cluster ${shortened(name)}.`, {
    hint: names.length === 0 ? 'No cluster is configured yet.' : didYouMean(name, names),
  })
}

/** Nothing was read yet, so nobody can say what exists: not the same as its absence. */
export function notKnownYet({ name, facts }: ClusterState, what: string): Refusal {
  const failed = rootFailure(facts) !== undefined
  const hint = failed ? 'The data sources page says since when and what may help.' : 'Ask again in a few seconds.'
  return new Refusal('PGE_NOT_KNOWN_YET', `The ${what} of ${name} are not known yet: ${whyNothing(facts)}.`, { hint })
}

/** Why nothing is known of a cluster, in the peer's words where it had any. */
export function whyNothing(facts: ClusterFacts): string {
  return rootFailure(facts)?.message ?? 'the first answer is still awaited'
}

/** Everything waits for the list of brokers: its failure is the cause, "blocked" only follows from it. */
function rootFailure({ registry, topology }: ClusterFacts): Failure | undefined {
  return registry.failure ?? topology.failure
}

/** `Did you mean a or b?`, else what there is. */
export function didYouMean(typed: string, names: readonly string[]): string {
  const close = nearestNames(typed, names, 3)
  if (close.length > 0) return `Did you mean ${close.join(' or ')}?`
  return names.length <= 20 ? `There is ${listWords(names, 8)}.` : 'No name is close to it.'
}

/** Names out of a URL can be long; a message keeps their start. */
export function shortened(name: string): string {
  return name.length <= 80 ? name : `${name.slice(0, 79)}…`
}
