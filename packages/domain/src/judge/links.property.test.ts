import { arbitraryCluster, NOW, rowsOf } from '@perigee/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assess } from '../assess/assess.ts'
import { FINDINGS } from '../assess/severity.ts'
import type { Assessment } from '../assessment.ts'
import { weakSpots } from '../loss/weak-spots.ts'
import { judgeBroker } from './judge-broker.ts'
import { judgeCluster } from './judge-cluster.ts'
import type { Target } from './judgement.ts'

/** Counts the rows a filter opens, term by term, for the few terms that judgements mint. */
function opened(assessment: Assessment, q: string): number {
  const rows = rowsOf(assessment.topology)
  const holds = (row: (typeof rows)[number], term: string): boolean => {
    if (term.startsWith('-')) return !holds(row, term.slice(1))
    const [key, value] = term.split(':') as [string, string]
    const values = value.split(',')
    const flags = assessment.flags[row.row] as number
    if (key === 'is')
      return values.some((is) => (flags & (FINDINGS.find((finding) => finding.is === is)?.flag ?? 0)) !== 0)
    if (key === 'broker') return values.some((id) => row.replicas.includes(Number(id)))
    if (key === 'isr') return values.some((id) => row.isr.includes(Number(id)))
    if (key === 'out-of-sync') return row.replicas.includes(Number(value)) && !row.isr.includes(Number(value))
    if (key === 'leader') return values.includes(String(row.leader))
    const number = { 'in-sync': row.isr.length, rf: row.replicas.length, 'min-isr': assessment.minIsr[row.row] }[key]
    if (number === undefined) throw new Error(`no such key here: ${key}`)
    return value.startsWith('>=') ? number >= Number(value.slice(2)) : number === Number(value)
  }
  return rows.filter((row) => q.split(' ').every((term) => holds(row, term))).length
}

const rowsBehind = (assessment: Assessment, target: Target) =>
  target.page === 'partitions' && target.q !== undefined ? opened(assessment, target.q) : null

test('every count in a problem opens exactly its rows', () => {
  fc.assert(
    fc.property(arbitraryCluster, (facts) => {
      const assessment = assess(facts) as Assessment
      for (const { explains, target: own, targetLabel, code } of judgeCluster(facts, assessment, { now: NOW })
        .problems) {
        for (const { count, target } of explains) expect([code, rowsBehind(assessment, target)]).toEqual([code, count])
        if (own?.page === 'partitions')
          expect(targetLabel).toMatch(new RegExp(`^${rowsBehind(assessment, own)} partition`))
      }
    }),
    { numRuns: 200 },
  )
})

test('what is offline or refuses writes always has a problem that is critical', () => {
  fc.assert(
    fc.property(arbitraryCluster, (facts) => {
      const assessment = assess(facts) as Assessment
      const { status, problems } = judgeCluster(facts, assessment, { now: NOW })
      const hurt = assessment.counts.offline + (assessment.counts.underMinIsr ?? 0) > 0
      if (hurt) expect(status).toBe('critical')
      else if (status === 'critical') expect(problems[0]?.code).toMatch(/^(quorum-lost|no-controller)/)
      if (status === 'ok') expect(assessment.counts.underReplicated).toBe(0)
    }),
    { numRuns: 200 },
  )
})

test('counts of the restart check and the measures open exactly their rows', () => {
  fc.assert(
    fc.property(arbitraryCluster, (facts) => {
      const assessment = assess(facts) as Assessment
      for (const { id } of facts.registry.value?.brokers ?? []) {
        const judged = judgeBroker(facts, assessment, { now: NOW, broker: id })
        const check = judged?.restart
        const [offline, minIsr, leaders] = check?.checks ?? []
        const expected = [check?.offlinePartitions, check?.underMinIsrPartitions, check?.leadersToMove]
        ;[offline, minIsr, leaders].forEach((step, index) => {
          if (step?.target)
            expect([step.title, rowsBehind(assessment, step.target)]).toEqual([step.title, expected[index]])
        })
        for (const { measure, target, value } of judged?.measures ?? []) {
          if (target) expect([measure, rowsBehind(assessment, target)]).toEqual([measure, value])
        }
      }
    }),
    { numRuns: 120 },
  )
})

test('counts of weak spots open exactly their rows', () => {
  fc.assert(
    fc.property(arbitraryCluster, (facts) => {
      const assessment = assess(facts) as Assessment
      for (const { code, partitions, target } of weakSpots(facts, assessment)) {
        if (target) expect([code, rowsBehind(assessment, target)]).toEqual([code, partitions])
      }
    }),
  )
})
