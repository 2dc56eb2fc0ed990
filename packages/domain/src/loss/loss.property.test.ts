import { arbitraryCluster, clusterFacts, rowsOf } from '@perigee/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assess } from '../assess/assess.ts'
import type { Assessment } from '../assessment.ts'
import { OFFLINE } from '../assessment.ts'
import { atOnce } from '../at-once.ts'
import type { ClusterFacts } from '../facts.ts'
import { judgeCluster } from '../judge/judge-cluster.ts'
import { restartCheck } from '../judge/restart-check.ts'
import { groupLosses } from './group-losses.ts'
import { parseLoss } from './parse-loss.ts'
import { prepareWhatIf } from './prepared.ts'
import { applyLoss } from './remains.ts'
import { simulate } from './simulate.ts'
import { whatIf } from './what-if.ts'

const now = Date.UTC(2026, 10, 22, 2, 55, 2)
const assessed = (facts: ClusterFacts) => assess(facts) as Assessment

/** The slow and plain way: objects, sets, one partition at a time. */
function plainly(facts: ClusterFacts, lost: ReadonlySet<number>) {
  const assessment = assessed(facts)
  const { remains } = applyLoss(facts, lost)
  return rowsOf(assessment.topology).map(({ row, leader, isr }) => {
    const live = isr.filter((id) => remains.isLive(id))
    const minIsr = assessment.minIsr[row] as number
    if ((assessment.flags[row] as number) & OFFLINE || live.length === 0) return 'offline'
    if (!remains.canElect && !remains.isLive(leader)) return 'offline'
    return live.length < minIsr ? 'unwritable' : 'serving'
  })
}

const clusterAndLoss = arbitraryCluster.chain((facts) =>
  fc.subarray(facts.registry.value?.brokers.map(({ id }) => id) ?? []).map((ids) => ({ facts, lost: new Set(ids) })),
)

test('a loss simulated over columns equals the plain count', () => {
  fc.assert(
    fc.property(clusterAndLoss, ({ facts, lost }) => {
      const { after } = simulate(assessed(facts), applyLoss(facts, lost))
      const plain = plainly(facts, lost)
      expect(after.offlinePartitions).toBe(plain.filter((standing) => standing === 'offline').length)
      expect(after.unwritablePartitions).toBe(plain.filter((standing) => standing === 'unwritable').length)
      const sum = (after.degradedPartitions ?? 0) + (after.finePartitions ?? 0)
      expect(sum).toBe(plain.filter((standing) => standing === 'serving').length)
    }),
    { numRuns: 200 },
  )
})

test('losing more never helps', () => {
  fc.assert(
    fc.property(clusterAndLoss, fc.nat({ max: 6 }), ({ facts, lost }, another) => {
      const bad = (ids: ReadonlySet<number>) => plainly(facts, ids).filter((standing) => standing !== 'serving').length
      expect(bad(new Set([...lost, another]))).toBeGreaterThanOrEqual(bad(lost))
    }),
  )
})

test('all single losses in one pass equal each simulated by itself', () => {
  fc.assert(
    fc.property(arbitraryCluster, (facts) => {
      const assessment = assessed(facts)
      const { liveBefore } = applyLoss(facts, new Set())
      const losses = atOnce(
        groupLosses(assessment, {
          count: liveBefore.length,
          groupOf: (id) => liveBefore.indexOf(id),
          isLive: (id) => liveBefore.includes(id),
        }),
      )
      liveBefore.forEach((id, index) => {
        const loss = applyLoss(facts, new Set([id]))
        const group = (loss.remains.canElect ? losses.electing : losses.notElecting)[index]
        const { newlyOffline, newlyUnwritable } = simulate(assessment, loss)
        // Silent brokers are away for the simulation already: what only they carry is newly hit there, too.
        if (loss.silent.length === 0) expect(group).toMatchObject({ newlyOffline, newlyUnwritable })
      })
    }),
    { numRuns: 200 },
  )
})

function subsets(ids: readonly number[], size: number): number[][] {
  if (size === 0) return [[]]
  return ids.flatMap((id, index) => subsets(ids.slice(index + 1), size - 1).map((rest) => [id, ...rest]))
}

test('survivable broker losses equal trying every set of brokers', () => {
  fc.assert(
    fc.property(arbitraryCluster, (facts) => {
      const assessment = assessed(facts)
      const { survivableBrokerLosses } = judgeCluster(facts, assessment, { now })
      const { liveBefore } = applyLoss(facts, new Set())
      const survives = (lost: readonly number[]) => {
        const loss = applyLoss(facts, new Set(lost))
        const hasQuorum = loss.voters === null || loss.voters.after >= loss.voters.majority
        return hasQuorum && plainly(facts, new Set(lost)).every((standing) => standing === 'serving')
      }
      let most = 0
      while (most + 1 < liveBefore.length && subsets(liveBefore, most + 1).every(survives)) most += 1
      expect(survivableBrokerLosses).toBe(survives([]) ? most : 0)
    }),
    { numRuns: 200 },
  )
})

test('any one rack may fail exactly when each rack may', () => {
  fc.assert(
    fc.property(arbitraryCluster, (facts) => {
      const assessment = assessed(facts)
      const brokers = facts.registry.value?.brokers ?? []
      const racks = [...new Set(brokers.map(({ rack }) => rack))]
      const known = racks.length > 1 && !racks.includes(null)
      const survives = (lost: ReadonlySet<number>) =>
        rowsOf(assessment.topology).every(({ row, isr }) => {
          const { remains } = applyLoss(facts, lost)
          const offline = ((assessment.flags[row] as number) & OFFLINE) !== 0
          return !offline && isr.filter((id) => remains.isLive(id)).length >= (assessment.minIsr[row] as number)
        })
      const each = racks.every((rack) => survives(new Set(brokers.filter((b) => b.rack === rack).map(({ id }) => id))))
      expect(assessment.endurance.anyRack).toBe(known ? each : null)
    }),
    { numRuns: 200 },
  )
})

function answering(facts: ClusterFacts, id: number): ClusterFacts {
  const registry = facts.registry.value
  if (registry === undefined) return facts
  const brokers = registry.brokers.map((b) => (b.id === id ? { ...b, answered: true, failure: null } : b))
  return { ...facts, registry: { ...facts.registry, value: { ...registry, brokers } } }
}

test('the restart check of a broker is the what-if of its loss', () => {
  fc.assert(
    fc.property(arbitraryCluster, (facts) => {
      const assessment = assessed(facts)
      for (const { id } of facts.registry.value?.brokers ?? []) {
        const check = restartCheck(facts, assessment, { now, broker: id })
        const newly = (check?.offlinePartitions ?? 0) + (check?.underMinIsrPartitions ?? 0)
        // What a broker carries that is silent to us counts as there until it is taken away.
        const before = plainly(answering(facts, id), new Set())
        const after = plainly(facts, new Set([id]))
        const worse = after.filter(
          (standing, row) => standing !== 'serving' && standing !== before[row] && before[row] !== 'offline',
        )
        expect(newly).toBe(worse.length)
        const lost = whatIf(facts, assessment, { terms: [{ kind: 'broker', id, at: 0 }] })
        if ('error' in lost) throw new Error(lost.error)
        expect(check?.verdict === 'safe').toBe(newly === 0 && lost.controllers.status !== 'critical')
        if (applyLoss(facts, new Set()).silent.length > 0) continue
        expect(newly).toBe(lost.hitHardest.reduce((sum, hit) => sum + hit.offline + hit.unwritable, 0))
      }
    }),
    { numRuns: 300 },
  )
})

test('no loss changes nothing, and its counts are those of the assessment', () => {
  fc.assert(
    fc.property(arbitraryCluster, (facts) => {
      const assessment = assessed(facts)
      const none = whatIf(facts, assessment, { terms: [] })
      if ('error' in none) throw new Error(none.error)
      expect(none.after).toEqual(none.now)
      expect(none.now.offlinePartitions).toBe(assessment.counts.offline)
      const { offlinePartitions, unwritablePartitions, degradedPartitions, finePartitions } = none.now
      const all = [offlinePartitions, unwritablePartitions, degradedPartitions, finePartitions]
      expect(all.reduce((sum: number, count) => sum + (count ?? 0), 0)).toBe(assessment.counts.partitions)
    }),
  )
})

test('a row of the scenario table says what trying it says', () => {
  fc.assert(
    fc.property(arbitraryCluster, (facts) => {
      const assessment = assessed(facts)
      fc.pre(applyLoss(facts, new Set()).silent.length === 0)
      for (const scenario of atOnce(prepareWhatIf(facts, assessment)).scenarios) {
        const parsed = parseLoss(scenario.lose)
        if ('error' in parsed) throw new Error(parsed.error)
        if (parsed.terms[0]?.kind !== 'broker' && parsed.terms[0]?.kind !== 'rack') continue
        const tried = whatIf(facts, assessment, parsed)
        if ('error' in tried) throw new Error(tried.error)
        expect(tried.after.offlinePartitions).toBe(scenario.offlinePartitions)
        expect(tried.after.unwritablePartitions).toBe(scenario.unwritablePartitions)
        expect(tried.verdict).toBe(scenario.verdict)
      }
    }),
    { numRuns: 120 },
  )
})

test('a question asked after preparation gets what an unprepared one gets, in small steps', () => {
  fc.assert(
    fc.property(arbitraryCluster, (facts) => {
      const [ahead, late] = [assessed(facts), assessed(facts)]
      atOnce(prepareWhatIf(facts, ahead))
      expect(whatIf(facts, ahead, { terms: [] })).toEqual(whatIf(facts, late, { terms: [] }))
    }),
    { numRuns: 40 },
  )
})

test('other readings make a preparation void', () => {
  const [healthy, reduced] = [clusterFacts(), clusterFacts({ silent: [3] })]
  const assessment = assessed(healthy)
  atOnce(prepareWhatIf(healthy, assessment))
  const told = whatIf({ ...healthy, registry: reduced.registry }, assessment, { terms: [] })
  const fresh = whatIf({ ...healthy, registry: reduced.registry }, assessed(healthy), { terms: [] })
  expect(told).toEqual(fresh)
})
