import type { SeenNode } from '../../vitals/scene.ts'
import { evidence, type Look, lookAt, standsOut, type WhyScene } from '../look.ts'
import { againstWords, msWords, percentWords } from '../words.ts'
import type { Cause } from './cause.ts'

/** A flush of this length at p99 is no healthy disk's. */
export const SLOW_FLUSH_MS = 50
/** Mean time of one write or read on a device. */
export const SLOW_DEVICE_MS = 20
/** From here on requests of a disk queue up. */
export const BUSY_DISK = 0.9
/** A peer's disk that is as busy as this one is no measure against it. */
const BUSY_MARGIN = 0.2

/** Its disk takes long for a flush or a write, or has no time left, and those of its peers are not so. */
export function slowDisk(scene: WhyScene, node: SeenNode): Cause | null {
  const flush = lookAt(scene, node, { key: 'log_flush_ms/p99' })
  const write = lookAt(scene, node, { key: 'node_disk_write_ms', over: 'largest' })
  const busy = lookAt(scene, node, { key: 'node_disk_busy', over: 'largest' })
  const flushes = standsOut(flush, { floor: SLOW_FLUSH_MS })
  const writes = standsOut(write, { floor: SLOW_DEVICE_MS })
  const isBusy =
    busy.value !== null && busy.usual !== null && busy.value >= BUSY_DISK && busy.usual <= busy.value - BUSY_MARGIN
  if (!flushes && !writes && !isBusy) return null
  const device = (isBusy && busy.label) || (writes && write.label) || ''
  const told = [
    flushes ? against(`its log flush takes ${msWords(flush.value ?? 0)} at p99`, flush, msWords) : '',
    isBusy ? against(`its disk ${busy.label} is ${percentWords(busy.value ?? 0)} busy`, busy, percentWords) : '',
    writes && !isBusy
      ? against(`a write to its disk ${write.label} takes ${msWords(write.value ?? 0)}`, write, msWords)
      : '',
  ].filter(Boolean)
  return {
    code: 'slow-disk',
    because: `of its disk${device === '' ? '' : ` ${device}`}`,
    words: told.join(', and '),
    advice:
      'Look at the disk: errors in the kernel log, a RAID that rebuilds, a neighbour or a backup that uses it, burst credits of a cloud volume that ran out. Moving leaders away helps clients at once.',
    evidence: [
      evidence('log flush, p99', flush, 'ms'),
      evidence(`busiest disk${busy.label && ` ${busy.label}`}, busy`, busy, 'ratio'),
      evidence(`time of a write${write.label && ` to ${write.label}`}`, write, 'ms'),
    ].filter(({ value }) => value !== null),
  }
}

function against(text: string, { usual }: Look, words: (value: number) => string): string {
  return againstWords(text, usual === null ? null : words(usual))
}
