import type { Told } from './told.ts'

/** A scenario and what each page must say because of it. */
export interface ShownScenario {
  readonly name: string
  readonly cluster: string
  readonly pages: readonly Told[]
}
