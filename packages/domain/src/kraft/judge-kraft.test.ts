import { clusterFacts, failing, failureOf, NOW, quorumOf, readingOf } from '@perigee/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ClusterFacts, QuorumFacts } from '../facts.ts'
import { featureStanding } from './features.ts'
import { judgeKraft } from './judge-kraft.ts'
import { levelsBetween, metadataLevel } from './metadata-versions.ts'
import { electionsSince, followReigns, type Reigns } from './reigns.ts'

const BROKERS = [1, 2, 3, 4, 5]
const HOUR_MS = 3_600_000

function judged(quorum: QuorumFacts = quorumOf(BROKERS, 1), over: Partial<ClusterFacts> = {}, reigns: Reigns = []) {
  return judgeKraft(clusterFacts({ brokers: BROKERS, readings: { quorum: readingOf(quorum), ...over } }), reigns, NOW)
}

const codes = (...ask: Parameters<typeof judged>) => judged(...ask).findings.map(({ code }) => code)

test('a quorum in good order is quiet and says how much it can lose', () => {
  const { status, sentence, findings, strength, commitMs } = judged()
  expect([status, findings, commitMs]).toEqual(['ok', [], null])
  expect(strength).toEqual({ taking: 3, voters: 3, losable: 1 })
  expect(sentence.rest).toBe('Controller 1 leads the quorum: 3 of 3 voters take part; 1 more may fail.')
})

test('a voter that fetches no more is told, and that the next loss stops the quorum', () => {
  const { sentence, findings } = judged(quorumOf(BROKERS, 1, [2]))
  expect(sentence.strong).toBe('Voter 2 does not follow the leader; one more loss stops the quorum.')
  expect(findings[0]?.evidence).toContainEqual({ text: 'voter 2 is behind', value: 900, unit: 'records' })
})

test('without a leader nothing else is blamed on voters', () => {
  expect(codes({ ...quorumOf(BROKERS, 1), leaderId: -1 })).toEqual(['no-leader'])
})

test('an even count and a lone voter are told', () => {
  const quorum = quorumOf(BROKERS, 1)
  expect(codes({ ...quorum, voters: quorum.voters.slice(0, 2) })).toEqual(['even-count'])
  expect(codes({ ...quorum, voters: quorum.voters.slice(0, 1) })).toEqual(['lone-voter'])
})

test('a broker that reads the metadata log late is told; one that is a moment behind is not', () => {
  const quorum = quorumOf(BROKERS, 1)
  const late = (lastCaughtUpAgeMs: number) => ({
    ...quorum,
    observers: quorum.observers.map((each) => (each.id === 5 ? { ...each, lagOffsets: 7n, lastCaughtUpAgeMs } : each)),
  })
  expect(codes(late(5_001))).toEqual(['observers-behind'])
  expect(codes(late(5_000))).toEqual([])
})

test('what is known no more is unknown, never OK', () => {
  const silent = failing(readingOf(quorumOf(BROKERS, 1)), failureOf('timeout'))
  expect(judged(undefined, { quorum: silent })).toMatchObject({ status: 'unknown', findings: [], strength: null })
  const old = readingOf(quorumOf(BROKERS, 1), { observedAt: NOW - 600_000 })
  expect(judged(undefined, { quorum: old }).status).toBe('unknown')
})

test('reigns follow the leader; elections between two readings are in the difference of epochs', () => {
  const at = (leaderId: number, leaderEpoch: number) => ({ ...quorumOf(BROKERS, leaderId), leaderEpoch })
  let reigns: Reigns = followReigns([], at(1, 4), NOW - 2 * HOUR_MS)
  reigns = followReigns(reigns, at(1, 4), NOW - HOUR_MS)
  reigns = followReigns(reigns, at(-1, 5), NOW - 1_000)
  reigns = followReigns(reigns, at(2, 7), NOW)
  expect(reigns.map(({ leaderId, epoch, heldBefore }) => [leaderId, epoch, heldBefore])).toEqual([
    [1, 4, true],
    [2, 7, false],
  ])
  expect(electionsSince(reigns, NOW - HOUR_MS)).toEqual({ count: 3, since: NOW - HOUR_MS })
  expect(codes(at(2, 7), {}, reigns)).toEqual(['elections'])
  expect(electionsSince(reigns.slice(1), NOW - HOUR_MS)).toEqual({ count: 0, since: NOW })
})

test('no order of readings makes an epoch fall', () => {
  const readings = fc.array(fc.record({ leader: fc.integer({ min: -1, max: 3 }), epoch: fc.nat({ max: 9 }) }))
  fc.assert(
    fc.property(readings, (all) => {
      let reigns: Reigns = []
      all.forEach(({ leader, epoch }, at) => {
        reigns = followReigns(reigns, { ...quorumOf(BROKERS, leader), leaderEpoch: epoch }, at)
      })
      const epochs = reigns.map((reign) => reign.epoch)
      expect(epochs).toEqual(epochs.toSorted((a, b) => a - b))
    }),
  )
})

const metadata = (finalizedLevel: number | null, supportedMax: number) => ({
  name: 'metadata.version',
  finalizedLevel,
  supportedMin: 7,
  supportedMax,
})

test('a level says what raising it would enable and whether there is a way back', () => {
  expect(featureStanding(metadata(25, 27))).toMatchObject({
    words: '4.0-IV3',
    enables: [
      '4.1-IV0: eligible leader replicas by default in new clusters (KIP-966)',
      '4.1-IV1: followers tell leaders the high watermark they know (KIP-1166)',
    ],
    wayBack: 'It can be lowered again.',
  })
  expect(featureStanding(metadata(21, 25)).wayBack).toBe('From 4.0-IV1 on there is no way back below it.')
  expect(featureStanding(metadata(27, 27))).toMatchObject({ words: '4.1-IV1', enables: [], wayBack: null })
  expect(featureStanding(metadata(40, 41))).toMatchObject({ words: 'level 40, newer than this console', enables: [] })
  expect(featureStanding(metadata(40, 41)).wayBack).toBe('Whether there is a way back is not known to this console.')
  expect(metadataLevel(34)).toBeNull()
  expect(levelsBetween(19, 22).map(({ name }) => name)).toEqual(['3.8-IV0', '3.9-IV0', '4.0-IV0'])
})

test('other features are told by what their level means', () => {
  const group = { name: 'group.version', finalizedLevel: 0, supportedMin: 0, supportedMax: 1 }
  expect(featureStanding(group)).toMatchObject({
    words: 'classic groups only',
    enables: ['the consumer group protocol (KIP-848)'],
  })
  expect(featureStanding({ ...group, name: 'new.version', finalizedLevel: 3, supportedMax: 3 })).toMatchObject({
    words: 'level 3',
    enables: [],
    wayBack: null,
  })
})
