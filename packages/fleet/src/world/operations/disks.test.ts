import { describe, expect, it } from 'vitest'
import { isWhole } from '../condition.ts'
import { dirOfPartition, usedBytes } from '../log-dir.ts'
import { loseBroker, reviveBroker } from './broker-life.ts'
import { fillDisk, hasNoDisk, loseLogDir, repairLogDir } from './disks.ts'
import { twoDisks } from './two-disks.fake.ts'

describe('a lost log directory', () => {
  it('takes its replicas out of the ISR and leaves those of the other one alone', () => {
    const { cluster, broker, topic } = twoDisks()
    loseLogDir(cluster, 2, 0)
    for (const partition of topic('orders').partitions) {
      const isLost = dirOfPartition(broker(2), partition) === broker(2).logDirs[0]
      expect(partition.isr.includes(2)).toBe(!isLost)
      expect(partition.leader).toBeGreaterThan(0)
      if (isLost) expect(partition.leader).not.toBe(2)
    }
    expect(hasNoDisk(broker(2))).toBe(false)
  })

  it('leaves partitions without another replica offline until it is repaired', () => {
    const { cluster, condition, advance } = twoDisks()
    loseLogDir(cluster, 2, 0)
    loseLogDir(cluster, 2, 1)
    expect(condition().offlinePartitions).toBe(2)
    repairLogDir(cluster, 2, 0)
    repairLogDir(cluster, 2, 1)
    expect(condition().offlinePartitions).toBe(0)
    expect(condition().underReplicatedPartitions).toBeGreaterThan(0)
    advance(60_000)
    expect(isWhole(cluster)).toBe(true)
  })

  it('stays lost while its broker restarts', () => {
    const { cluster, condition, advance } = twoDisks()
    loseLogDir(cluster, 2, 0)
    const { underReplicatedPartitions } = condition()
    loseBroker(cluster, 2, 'down')
    advance(5_000)
    reviveBroker(cluster, 2)
    advance(60_000)
    expect(condition()).toMatchObject({ offlineDirs: 1, nodesAway: 0, underReplicatedPartitions })
  })
})

describe('a disk that fills', () => {
  it('grows evenly to what it was told, then says so; what came is taken away again', () => {
    const { cluster, broker, advance } = twoDisks()
    const [dir] = broker(3).logDirs
    const usedRatio = () => usedBytes(cluster, broker(3), dir!) / dir!.totalBytes
    const before = dir!.otherBytes
    let isFull = false
    const undo = fillDisk(
      cluster,
      { brokerId: 3, dirIndex: 0 },
      {
        toRatio: 0.9,
        withinMs: 60_000,
        full: () => {
          isFull = true
        },
      },
    )
    const start = usedRatio()
    advance(30_000)
    expect(usedRatio()).toBeCloseTo((start + 0.9) / 2, 2)
    expect(isFull).toBe(false)
    advance(30_000)
    expect(usedRatio()).toBeCloseTo(0.9, 2)
    expect(isFull).toBe(true)
    undo()
    undo()
    expect(dir!.otherBytes).toBeCloseTo(before, 0)
  })
})
