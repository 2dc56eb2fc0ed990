import { nodeMetrics, topologyOf } from '@perigee/testkit'
import { describe, expect, it, test } from 'vitest'
import { identify } from './identity.ts'

// 1 leads 40 of them and holds 120 replicas; 2 and 3 lead 40 and 20 and hold 100 each.
const TOPOLOGY = topologyOf({
  brokers: [1, 2, 3],
  topics: {
    a: { partitions: 60, replicationFactor: 3 },
    b: { partitions: Array.from({ length: 40 }, (_, i) => ({ replicas: i < 20 ? [1] : i < 30 ? [2, 1] : [2, 3] })) },
    c: { partitions: Array.from({ length: 30 }, () => ({ replicas: [1, 2] })) },
  },
})
const COUNTS = new Map(
  [1, 2, 3].map((id) => [
    id,
    {
      leaders: [...TOPOLOGY.partitions.leader].filter((leader) => leader === id).length,
      partitions: [...TOPOLOGY.partitions.replica].filter((replica) => replica === id).length,
    },
  ]),
)

function identity(
  values: Record<string, number>,
  more: { nodeId?: number; role?: 'broker' | 'controller' | 'host' } = {},
) {
  const { nodeId = 1, role = 'broker' } = more
  const metrics = nodeMetrics({ target: { nodeId, role }, values })
  return identify({ metrics, topology: TOPOLOGY, startTimes: [] })
}

describe('counts of leaders and replicas', () => {
  it('are the node’s own', () => {
    for (const nodeId of [1, 2, 3]) expect(identity({ ...COUNTS.get(nodeId) }, { nodeId }).verdict).toBe('confirmed')
  })

  it('may be off by what moves meanwhile', () => {
    const { leaders = 0, partitions = 0 } = COUNTS.get(1) ?? {}
    expect(identity({ leaders: leaders - 5, partitions: partitions + 5 }).verdict).toBe('confirmed')
  })

  it('of a broker whose leaders others have taken, or that it still thinks it has, are no proof of anything', () => {
    const { leaders = 0, partitions = 0 } = COUNTS.get(1) ?? {}
    expect(identity({ leaders: leaders - 30, partitions }).verdict).toBe('unchecked')
    expect(identity({ leaders: leaders - 30 }).verdict).toBe('mismatch')
  })

  it('of another node name it', () => {
    const swapped = identity({ ...COUNTS.get(3) }, { nodeId: 1 })
    expect(swapped).toMatchObject({
      verdict: 'mismatch',
      reason: expect.stringMatching(/those are the figures of node 3$/),
    })
  })

  it('tell a controller’s address that is a broker’s', () => {
    expect(identity({ ...COUNTS.get(1) }, { nodeId: 101, role: 'controller' }).verdict).toBe('mismatch')
    expect(identity({ leaders: 0, partitions: 0 }, { nodeId: 101, role: 'controller' }).verdict).toBe('unchecked')
  })
})

describe('nothing is said', () => {
  test.each([
    ['of a host', identity({ node_cpus: 2 }, { role: 'host' })],
    ['without counts', identity({ bytes_in: 2 })],
    ['of a broker that reads its logs after a crash', identity({ leaders: 0, partitions: 0, broker_state: 2 })],
    ['of a node that hosts nothing', identity({ leaders: 0, partitions: 0 }, { nodeId: 9 })],
    [
      'before topics are known',
      identify({ metrics: nodeMetrics({ values: { leaders: 1 } }), topology: null, startTimes: [] }),
    ],
  ])('%s', (_, told) => expect(told).toEqual({ verdict: 'unchecked' }))
})

describe('start times', () => {
  const at = (startTimes: readonly number[], now: number) =>
    identify({
      metrics: nodeMetrics({ target: { nodeId: 1 }, values: { ...COUNTS.get(1), start_time: now } }),
      topology: TOPOLOGY,
      startTimes,
    }).verdict

  it('change once with a restart', () => {
    expect(at([1000, 1000], 1000.5)).toBe('confirmed')
    expect(at([1000, 1000], 5000)).toBe('confirmed')
    expect(at([1000, 5000], 5001)).toBe('confirmed')
  })

  it('that come back are those of several processes', () => {
    expect(at([1000, 5000], 1000)).toBe('mismatch')
  })
})
