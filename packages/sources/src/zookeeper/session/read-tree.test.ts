import type { Stat } from 'node-zookeeper-client'
import { expect, test } from 'vitest'
import { readTree } from './read-tree.ts'
import type { Reads } from './reads.ts'

const STAT = { ctime: Buffer.alloc(8), ephemeralOwner: Buffer.alloc(8) } as Stat

/** A tree with so many brokers in it. */
function treeOf(count: number): Reads {
  return {
    exists: async () => STAT,
    get: async (path) =>
      path.startsWith('/brokers/ids/') ? { data: '{"host":"kafka","port":9092}', stat: STAT } : null,
    children: async () => Array.from({ length: count }, (_, id) => String(id + 1)),
    acl: async () => [],
  }
}

test('as many brokers as are registered are told, or none of them', async () => {
  expect((await readTree(treeOf(2_000), '/', () => 0)).registrations.length).toBe(2_000)
  await expect(readTree(treeOf(2_001), '/', () => 0)).rejects.toThrow('2001 brokers are registered')
})
