import type { Cluster } from '../world/cluster.ts'
import type { Act, ActName, ActOf } from './act.ts'
import type { Holds } from './holds.ts'

/** What scenarios act on. */
export interface Stage {
  readonly cluster: Cluster
}

export interface Scene extends Stage {
  readonly holds: Holds
}

/** Lets go of what an effect holds; more than once does nothing more. */
export type Release = () => void

/** Does what an act says. What is not there (a topic that somebody deleted) is left alone. */
export type Effect<Name extends ActName> = (act: ActOf<Name>, scene: Scene) => Release

export type Effects<Names extends ActName = ActName> = { readonly [Name in Names]: Effect<Name> }

export const NOTHING: Release = () => undefined

/** Names a thing of a cluster, for holds. */
export function keyOf({ cluster }: Stage, kind: string, id: string | number = ''): string {
  return `${cluster.identity.name}/${kind}/${id}`
}

/** Runs the effect of an act by its name. */
export function perform(effects: Effects, act: Act, scene: Scene): Release {
  const effect = effects[act.do] as (act: Act, scene: Scene) => Release
  return effect(act, scene)
}
