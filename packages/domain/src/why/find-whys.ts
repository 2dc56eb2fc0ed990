import type { SeenNode } from '../vitals/scene.ts'
import { startedAt } from '../vitals/scene.ts'
import type { WhyScene } from './look.ts'
import { controllerQueue } from './rules/controller-queue.ts'
import { filesNearLimit } from './rules/files-near-limit.ts'
import { recovering } from './rules/recovering.ts'
import { slowBroker } from './rules/slow-broker.ts'
import { slowFollowers } from './rules/slow-follower.ts'
import { throttled } from './rules/throttled.ts'
import { zooKeeperSlow } from './rules/zookeeper-slow.ts'
import { type Evidence, WHY_CODES, type WhyFinding } from './why.ts'

/** Empty caches, first elections: a broker that has just begun is slow for a while, and that is no news. */
export const QUIET_AFTER_START_MS = 5 * 60_000

/** What the rules find in one reading of the exporters, worst first. Nothing here remembers: see `advanceWhys`. */
export function findWhys(scene: WhyScene): readonly WhyFinding[] {
  const answering = scene.brokers.filter(({ process }) => process !== null)
  const starting = answering.flatMap((node) => recovering(node) ?? [])
  const isStarting = ({ id }: SeenNode) => starting.some(({ broker }) => broker === id)
  const settled = answering.filter((node) => !isStarting(node) && !hasJustBegun(scene, node))
  const waiting = slowFollowers(scene, settled)
  const told = new Set(waiting.flatMap(({ brokers }) => brokers))
  const slow = settled.flatMap((node) => slowBroker(scene, node) ?? [])
  const controller = controllerQueue(scene)
  const found = [
    ...starting,
    // A leader that waits for another is not slow by itself in the same breath.
    ...slow.filter(({ broker, code }) => code !== 'slow-locally' || !told.has(broker)),
    ...waiting,
    ...settled.flatMap((node) => throttled(node) ?? []),
    ...(controller === null ? [] : [controller]),
    ...zooKeeperSlow(scene, settled),
    ...settled.flatMap((node) => filesNearLimit(node) ?? []),
  ]
  return found
    .map(withoutTheUsual)
    .sort((a, b) => WHY_CODES.indexOf(a.code) - WHY_CODES.indexOf(b.code) || a.broker - b.broker)
}

/** A figure that is as on the peers supports nothing; the first is the symptom itself. */
function withoutTheUsual(finding: WhyFinding): WhyFinding {
  return { ...finding, evidence: finding.evidence.filter((one, i) => i === 0 || !isUsual(one)) }
}

function isUsual({ value, median }: Evidence): boolean {
  if (value === null || median === null) return false
  return Math.abs(value - median) <= 0.2 * Math.max(Math.abs(value), Math.abs(median))
}

function hasJustBegun({ now }: WhyScene, node: SeenNode): boolean {
  const at = startedAt(node)
  return at !== null && now - at < QUIET_AFTER_START_MS
}
