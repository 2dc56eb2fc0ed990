import { expect, test } from 'vitest'
import { CHECK_FAMILIES } from './check.ts'
import { fromParts } from './parts.ts'
import { find, sceneInput } from './preflight.fake.ts'
import { CHECKS, preflight, preflightInSlices } from './preflight.ts'

test('a cluster in good order passes every check that applies', () => {
  const found = preflight(sceneInput())
  expect(
    found.checks
      .filter(({ state }) => state !== 'pass' && state !== 'not-applicable')
      .map(({ id, evidence }) => `${id}: ${evidence}`),
  ).toEqual([])
  expect(found.sentence.strong).toMatch(/^All \d+ checks pass$/)
  expect(found.sentence.status).toBe('ok')
})

test('so does one with ZooKeeper, but for ZooKeeper itself and the release that can use it', () => {
  const found = preflight(
    sceneInput({
      mode: 'zookeeper',
      facts: ({ registry }) => ({
        registry: {
          ...registry,
          value: {
            ...(registry.value as NonNullable<typeof registry.value>),
            brokers: (registry.value?.brokers ?? []).map((one) => ({ ...one, release: '3.9' })),
          },
        },
      }),
    }),
  )
  expect(found.checks.filter(({ state }) => state === 'fail' || state === 'warn').map(({ id }) => id)).toEqual([
    'release-mended',
    'kraft',
  ])
})

test('nothing known: nothing passes but what does not rest on the cluster', () => {
  const blank = sceneInput()
  const never = {
    value: undefined,
    observedAt: undefined,
    attemptedAt: undefined,
    intervalMs: 5_000,
    failure: undefined,
    failingSince: undefined,
    gaps: [],
    version: 0,
  }
  const { facts } = blank
  const unread = {
    registry: never,
    quorum: never,
    zookeeper: never,
    ensemble: never,
    topology: never,
    topicConfigs: never,
    brokerConfigs: never,
    endOffsets: never,
  }
  const found = preflight({
    ...blank,
    assessment: null,
    probes: never,
    facts: { ...facts, ...unread, logDirs: new Map(), metrics: new Map() },
  })
  expect(found.checks.filter(({ state }) => state === 'pass').map(({ id }) => id)).toEqual([
    'history-written',
    'console-quick',
  ])
})

test('every check has an id of its own, a family that is shown, a question and a reason', () => {
  expect(new Set(CHECKS.map(({ id }) => id)).size).toBe(CHECKS.length)
  expect(CHECKS.length).toBeGreaterThan(40)
  expect(new Set(CHECKS.map(({ family }) => family))).toEqual(new Set(CHECK_FAMILIES))
  for (const { id, title, reason } of CHECKS)
    expect([id, title.length > 10, reason.endsWith('.')]).toEqual([id, true, true])
})

test('the sentence counts what fails, warns and could not be made, worst first', () => {
  const found = preflight(
    sceneInput({ brokers: [1], racks: null, settings: { 'auto.create.topics.enable': 'true' }, probes: null }),
  )
  const { counts, sentence, checks } = found
  const made = counts.fail + counts.warn + counts.unknown + counts.pass
  expect(sentence).toMatchObject({
    strong: `${counts.fail} of ${made} checks fail`,
    status: 'critical',
    rest: `; ${counts.warn} warns and ${counts.unknown} could not be made.`,
  })
  expect(checks[0]).toMatchObject({ state: 'fail', severity: 'critical' })
  expect(find('broker-count', { brokers: [1] }).evidence).toBe('There is 1 broker: nothing can have a second copy.')
})

// One check over all replicas of a hundred brokers held the console for a good part of a second.
test('what looks at every replica yields after each broker', () => {
  const input = sceneInput()
  const work = preflightInSlices(input)
  let steps = 0
  while (!work.next().done) steps += 1
  expect(steps).toBe(CHECKS.length + (input.facts.registry.value?.brokers.length ?? 0))
})

test('a thousand topics with the same lack are one sentence', () => {
  const parts = Array.from({ length: 1_000 }, (_, i) => ({ who: `t-${i}`, state: 'warn' as const, text: 'it grows' }))
  const { evidence, details } = fromParts(parts, { pass: '', none: '' })
  expect(evidence).toBe('T-0, t-1, t-2 and 997 more: it grows.')
  expect(details).toHaveLength(1_000)
})
