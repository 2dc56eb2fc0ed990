import { clusterFacts } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { assess } from '../assess/assess.ts'
import type { Assessment } from '../assessment.ts'
import type { ClusterFacts } from '../facts.ts'
import { parseLoss } from './parse-loss.ts'
import { standings } from './standings.ts'
import { type WhatIf, whatIf } from './what-if.ts'

function tried(facts: ClusterFacts, lose: string) {
  const assessment = assess(facts) as Assessment
  const { terms } = parseLoss(lose) as Exclude<ReturnType<typeof parseLoss>, { error: string }>
  const told = standings(facts, assessment, { terms })
  if (typeof told !== 'function') return told
  const rows = Array.from({ length: assessment.topology.partitions.count }, (_, row) => told(row))
  return { rows, result: whatIf(facts, assessment, { terms }) as WhatIf }
}

const partitions = [{ replicas: [2, 1], isr: [2] }, { replicas: [1, 2, 3] }, { replicas: [3] }]

test('rows stand as the counts of the what-if say', () => {
  const facts = clusterFacts({ topics: { a: { partitions } }, minIsr: 1 })
  expect(tried(facts, '')).toMatchObject({ rows: ['degraded', 'fine', 'fine'] })
  expect(tried(facts, 'broker:2')).toMatchObject({
    rows: ['offline', 'degraded', 'fine'],
    result: { after: { offlinePartitions: 1, degradedPartitions: 1, finePartitions: 1 } },
  })
  expect(tried(facts, 'broker:9')).toMatchObject({ at: 0 })
})

test('without min ISR only what is offline can be told', () => {
  const facts = clusterFacts({ topics: { a: { partitions } }, minIsr: null })
  expect(tried(facts, 'broker:3')).toMatchObject({ rows: [null, null, 'offline'] })
})

test('a scenario counts what silent brokers have taken already, as the what-if it opens does', () => {
  const facts = clusterFacts({
    topics: { a: { partitions: [{ replicas: [2, 1], isr: [2] }] } },
    silent: [2],
    minIsr: 1,
  })
  const { result } = tried(facts, '') as { result: WhatIf }
  for (const { lose, offlinePartitions } of result.scenarios.filter((scenario) => scenario.lose !== ''))
    expect([lose, offlinePartitions]).toEqual([
      lose,
      (tried(facts, lose) as { result: WhatIf }).result.after.offlinePartitions,
    ])
})

test('a rack takes its silent voters with it', () => {
  const racks = { 1: 'a', 2: 'b', 3: 'b' }
  const facts = clusterFacts({ racks, silent: [2], topics: { a: { partitions: 6 } }, minIsr: 1 })
  const { result } = tried(facts, '') as { result: WhatIf }
  const rack = result.scenarios.find(({ lose }) => lose === 'rack:b')
  expect(rack?.offlinePartitions).toBe((tried(facts, 'rack:b') as { result: WhatIf }).result.after.offlinePartitions)
})
