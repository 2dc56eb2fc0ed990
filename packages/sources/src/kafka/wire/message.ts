import type { Pause } from './pause.ts'
import type { WireReader } from './wire-reader.ts'
import type { WireWriter } from './wire-writer.ts'

/**
 * One Kafka API: how we ask and how we read the answer, over all versions we speak. Error codes inside an answer are
 * data for the collector, never exceptions: a degraded cluster is when a console is needed most.
 */
export interface Message<Query, Answer> {
  readonly name: string
  readonly key: number
  readonly minVersion: number
  readonly maxVersion: number
  /** First version with compact types and tagged fields; Infinity = none. */
  readonly flexibleFrom: number
  encode(writer: WireWriter, query: Query, version: number): void
  /** May yield through `pause` where an answer can be large. Throws WireError on nonsense. */
  decode(reader: WireReader, version: number, pause: Pause): Answer | Promise<Answer>
}

/** `Metadata v1–v13` */
export function describeRange(name: string, range: readonly [number, number]): string {
  return range[0] === range[1] ? `${name} v${range[0]}` : `${name} v${range[0]}–v${range[1]}`
}
