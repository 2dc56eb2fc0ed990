// What each act of a scenario file must say, for files that the types have not seen.
import { STRAIN_CAUSES } from '../world/strain.ts'
import type { ActName } from './act.ts'
import { durationMs } from './duration.ts'

/** Null when a value is fine; else what it must be, in words. */
export type Rule = (value: unknown) => string | null

const rule =
  (isFine: (value: unknown) => boolean, words: string): Rule =>
  (value) =>
    isFine(value) ? null : words

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
const isNumberIn = (least: number, most: number) => (value: unknown) =>
  typeof value === 'number' && value >= least && value <= most

export const text = rule(isText, 'must be a text that is not empty')
export const duration = rule(
  (value) => typeof value === 'string' && durationMs(value) !== null,
  'must be a duration such as 10s, 500ms or 2m',
)
const id = rule((value) => Number.isInteger(value) && (value as number) >= 0, 'must be a whole number, 0 or more')
const count = rule(
  (value) => Number.isInteger(value) && isNumberIn(1, 1_000)(value),
  'must be a whole number, 1 to 1000',
)
const percent = rule(isNumberIn(0, 100), 'must be a number from 0 to 100')
const amount = rule(isNumberIn(0, 1e9), 'must be a number, 0 or more')

export const oneOf = (...words: readonly string[]): Rule =>
  rule((value) => words.includes(value as string), `must be one of ${words.join(', ')}`)

const loss = oneOf('down', 'hung', 'cut')

export const ACT_RULES: Readonly<Record<ActName, Readonly<Record<string, Rule>>>> = {
  'lose-broker': { broker: id, as: oneOf('down', 'hung', 'cut', 'stopped') },
  'lose-controller': { controller: id, as: loss },
  'lose-zookeeper': { node: id, as: loss },
  'cut-data-centre': { dataCentre: text },
  'cut-rack': { rack: text },
  'move-controller': {},
  'slow-broker': { broker: id, by: duration },
  'freeze-metadata': { broker: id },
  'lose-disk': { broker: id, dir: id },
  'fill-disk': { broker: id, dir: id, toPercent: percent, within: duration },
  'slow-follower': { broker: id, percent },
  'hot-topic': { topic: text, times: amount },
  'create-topic': { topic: text, partitions: count, replicationFactor: count, ratePerSecond: amount },
  'expand-topic': { topic: text, by: count },
  'delete-topic': { topic: text },
  reassign: { from: id, to: id, partitions: count, within: duration },
  'unclean-election': { topic: text },
  'stall-group': { group: text },
  'slow-group': { group: text, percent },
  'rewind-group': { group: text, back: duration, within: duration },
  'fall-behind-retention': { group: text, lostOffsets: amount },
  'stop-group': { group: text },
  strain: { node: id, cause: oneOf(...STRAIN_CAUSES) },
  'heat-broker': { broker: id, times: amount },
  'scale-traffic': { times: amount },
  'recover-logs': { broker: id },
  'slow-zookeeper': { by: duration },
  'set-acks': { acks: oneOf('all', 'leader', 'none') },
}
