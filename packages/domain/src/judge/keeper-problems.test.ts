import { clusterFacts, NOW, readingOf } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { assess } from '../assess/assess.ts'
import type { ClusterFacts, ZooKeeperNodeDepth } from '../facts.ts'
import { judgeKraft } from '../kraft/judge-kraft.ts'
import type { Why } from '../why/why.ts'
import { followKeepers, type Keepers, keepersHeld, NO_KEEPERS } from './follow-keepers.ts'
import { judgeCluster } from './judge-cluster.ts'
import type { JudgeOptions } from './judgement.ts'

const past = { listings: new Map(), reigns: [] }

function deep(atMs: number, values: Record<string, number>, over: Partial<ZooKeeperNodeDepth> = {}): ClusterFacts {
  const usual = clusterFacts({ mode: 'zookeeper' })
  const node: ZooKeeperNodeDepth = {
    address: 'zk-1:2181',
    from: 'mntr',
    values: new Map(Object.entries(values)),
    zxid: null,
    adminOpen: null,
    failures: [],
    ...over,
  }
  const at = NOW + atMs
  return {
    ...usual,
    zookeeper: { ...usual.zookeeper, observedAt: at },
    ensemble: readingOf({ nodes: [node], tree: null, treeFailure: null }, { observedAt: at }),
  }
}

function told(
  readings: readonly (readonly [atMs: number, facts: ClusterFacts])[],
  options: Partial<JudgeOptions> = {},
) {
  let keepers: Keepers = NO_KEEPERS
  for (const [atMs, facts] of readings) keepers = followKeepers(keepers, facts, { past, now: NOW + atMs })
  const facts = clusterFacts({ mode: 'zookeeper' })
  const judged = judgeCluster(facts, assess(facts), { now: NOW + 3_000, keepers: keepersHeld(keepers), ...options })
  return judged.problems.filter(({ code }) => code.startsWith('keeper-'))
}

const late = (atMs: number) => deep(atMs, { recent_avg_updatelatency: 54 })

test('a node that is slow in two readings is a problem of the cluster, once', () => {
  expect(told([[0, late(0)]])).toEqual([])
  const [only, ...more] = told([
    [0, late(0)],
    [30_000, late(30_000)],
  ])
  expect(more).toEqual([])
  expect(only).toMatchObject({
    code: 'keeper-latency:zk-1:2181',
    status: 'warning',
    title: 'zk-1:2181 takes long to answer',
    text: '– 54 ms.',
    target: { page: 'quorum' },
  })
})

test('the same reading looked at again is not a second one; a slow one in between is none', () => {
  const first = late(0)
  expect(told([0, 10_000, 25_000].map((at) => [at, first] as const))).toEqual([])
  const fast = deep(30_000, { recent_avg_updatelatency: 1 })
  expect(
    told([
      [0, late(0)],
      [30_000, fast],
      [60_000, late(60_000)],
    ]),
  ).toEqual([])
})

test('an AdminServer that lets anyone replace the tree is told', () => {
  const open = (at: number) => deep(at, {}, { adminOpen: 'open' })
  const [only] = told(
    [
      [0, open(0)],
      [30_000, open(30_000)],
    ],
    { onset: () => NOW },
  )
  expect(only?.title).toContain('lets anyone who reaches its port read or replace the whole tree')
  expect(only?.text).toMatch(/^since \d\d:\d\d\.$/)
})

test('a mean since the node started, an election of the past hour and what has a problem of its own are left to the page', () => {
  for (const values of [{ avg_latency: 54 }, { hourly_looking_count: 1 }]) {
    const facts = (at: number) => deep(at, values)
    expect(
      told([
        [0, facts(0)],
        [30_000, facts(30_000)],
      ]),
    ).toEqual([])
  }
})

test('where brokers are known to wait for ZooKeeper, its latency is not told twice', () => {
  const why: Why = {
    code: 'zookeeper-slow',
    broker: 1,
    brokers: [1],
    culprit: null,
    sentence: 'Broker 1 waits for ZooKeeper.',
    advice: '',
    evidence: [],
    status: 'warning',
    since: NOW,
  }
  const readings = [
    [0, late(0)],
    [30_000, late(30_000)],
  ] as const
  expect(told(readings, { whys: [why] })).toEqual([])
})

test('a KRaft cluster is not judged by an ensemble it does not have', () => {
  const kraft = (at: number) => ({ ...late(at), registry: clusterFacts().registry })
  expect(
    told([
      [0, kraft(0)],
      [30_000, kraft(30_000)],
    ]),
  ).toEqual([])
})

test('elections of the past hour are told by the quorum page alone: a planned restart of combined nodes makes three', () => {
  const facts = clusterFacts({ mode: 'kraft' })
  const reigns = [0, 1, 2, 3].map((i) => ({
    leaderId: 1 + (i % 3),
    epoch: 4 + i,
    since: NOW - 60_000 + i * 10_000,
    heldBefore: false,
  }))
  expect(judgeKraft(facts, reigns, NOW).findings.map(({ code }) => code)).toContain('elections')
  let keepers: Keepers = NO_KEEPERS
  for (const now of [NOW, NOW + 30_000, NOW + 60_000])
    keepers = followKeepers(keepers, facts, { past: { listings: new Map(), reigns }, now })
  expect(keepersHeld(keepers)).toEqual([])
})
