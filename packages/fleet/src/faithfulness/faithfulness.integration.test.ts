// The same questions to real Kafka and to the fleet: where the answers differ, the fleet is wrong.
import { type LabCluster, startKRaftCluster, startZooKeeperCluster } from '@perigee/lab'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Fleet, openFleet } from '../fleet.ts'
import type { ClusterSpec } from '../world/cluster-spec.ts'
import { requestFrame } from './ask.ts'
import type { Question } from './question.ts'
import { CLUSTER_QUESTIONS, GROUP_QUESTIONS } from './questions-about-groups.ts'
import { CONFIG_QUESTIONS, LOG_QUESTIONS, METADATA_QUESTIONS, TOPIC_QUESTIONS } from './questions-about-topics.ts'
import { shapeOf } from './shape-of.ts'
import { openSystem, type System } from './system.ts'

/** The first of all fetches the jars. */
const SETUP_MS = 300_000
const QUESTIONS: readonly Question[] = [
  ...METADATA_QUESTIONS,
  ...CLUSTER_QUESTIONS,
  ...LOG_QUESTIONS,
  ...CONFIG_QUESTIONS,
  ...TOPIC_QUESTIONS,
  ...GROUP_QUESTIONS,
]

const spec = (mode: ClusterSpec['mode'], release: ClusterSpec['release']): ClusterSpec => ({
  name: 'twin',
  mode,
  release,
  dataCentres: [{ name: 'dc', racks: ['a', 'b', 'c'], brokers: 3 }],
  topics: [],
})

describe.each([
  ['3.9 with ZooKeeper', startZooKeeperCluster, spec('zookeeper', '3.9')],
  ['4.3 with KRaft', startKRaftCluster, spec('kraft', '4.3')],
] as const)('Kafka %s', (_, start, twin) => {
  let lab: LabCluster
  let fleet: Fleet
  let real: System
  let simulated: System
  let advancing: NodeJS.Timeout

  beforeAll(async () => {
    lab = await start({ exporters: 'off', brokerProperties: { 'auto.create.topics.enable': 'false' } })
    fleet = await openFleet({ clusters: [twin], seed: 1 })
    advancing = setInterval(() => fleet.advance(), 20)
    real = await openSystem(lab.bootstrap)
    simulated = await openSystem(fleet.clusters[0]?.bootstrap().join() ?? '')
  }, SETUP_MS)
  afterAll(async () => {
    clearInterval(advancing)
    real?.close()
    simulated?.close()
    await fleet?.close()
    await lab?.[Symbol.asyncDispose]()
  })

  it('offers the versions that the fleet says it offers', () => {
    const offered = [...simulated.ranges].map(([key, range]) => ({ key, ...range }))
    expect(offered).toEqual(offered.map(({ key }) => ({ key, ...real.ranges.get(key) })))
  })

  it.each(QUESTIONS.map((one) => [one.name, one] as const))('%s', async (_name, asked) => {
    const range = simulated.ranges.get(asked.apiKey)
    const offered = real.ranges.get(asked.apiKey)
    expect(range === undefined, 'the fleet offers it where Kafka does').toBe(offered === undefined)
    if (range === undefined) return
    for (let version = Math.max(range.min, asked.since); version <= Math.min(range.max, asked.until); version += 1) {
      const theirs = await asked.ask(await real.client(asked.asked), version)
      const ours = await asked.ask(await simulated.client(asked.asked), version)
      expect({ version, answer: shapeOf(ours) }).toEqual({ version, answer: shapeOf(theirs) })
    }
  })

  it('ends the connection on a version that it does not offer', async () => {
    const frame = requestFrame({ key: 3, version: 99, isFlexible: true }, Buffer.from([0]))
    expect(await (await real.client('any')).send(frame)).toBe('closed')
    expect(await (await simulated.client('any')).send(frame)).toBe('closed')
  })

  it('answers an ApiVersions of the future in version 0', async () => {
    const frame = requestFrame({ key: 18, version: 99, isFlexible: true }, Buffer.from([1, 1, 0]))
    const theirs = await (await real.client('any')).send(frame)
    const ours = await (await simulated.client('any')).send(frame)
    if (theirs === 'closed' || ours === 'closed') return expect(ours).toBe(theirs)
    expect(ours.readInt16BE(4)).toBe(35)
    expect(ours.subarray(0, 10)).toEqual(theirs.subarray(0, 10))
  })
})
