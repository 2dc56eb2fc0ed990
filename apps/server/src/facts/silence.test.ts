import type { RegistryFacts } from '@perigee/domain'
import { brokerOf, failureOf, registryOf } from '@perigee/testkit'
import { describe, expect, test } from 'vitest'
import { type SettledRegistry, settleSilence } from './silence.ts'

type Answer = 'yes' | 'timeout' | 'refused'

function registry(answer: Answer): RegistryFacts {
  const failure = answer === 'yes' ? null : failureOf(answer)
  const broker = brokerOf(1, {
    answered: answer === 'yes',
    failure,
    apis: answer === 'yes' ? new Map([[3, [0, 12]]]) : null,
  })
  return { ...registryOf({}, [1], 'kraft'), brokers: [broker] }
}

/** What the console says of the broker after each answer. */
function standings(answers: readonly Answer[]) {
  let before: SettledRegistry = { registry: registry('yes'), strikes: new Map(), unsure: [] }
  let known: RegistryFacts | undefined
  return answers.map((answer) => {
    before = settleSilence(registry(answer), known, before.strikes)
    known = before.registry
    return [known.brokers[0]?.answered, before.unsure.length] as const
  })
}

describe('silence', () => {
  test('one lost ping passes, the second one counts, one answer clears', () => {
    expect(standings(['yes', 'timeout', 'timeout', 'yes', 'timeout'])).toEqual([
      [true, 0],
      [true, 1],
      [false, 0],
      [true, 0],
      [true, 1],
    ])
  })

  test('a refused connection counts at once', () => {
    expect(standings(['yes', 'refused'])).toEqual([
      [true, 0],
      [false, 0],
    ])
  })

  test('a broker never heard before is unknown after one lost ping, not silent and not fine', () => {
    expect(standings(['timeout', 'timeout'])).toEqual([
      [null, 1],
      [false, 0],
    ])
  })

  test('a doubted broker keeps what it offered, and its failure is told', () => {
    const settled = settleSilence(registry('timeout'), registry('yes'), new Map())
    expect(settled.registry.brokers[0]).toMatchObject({ answered: true, failure: { code: 'timeout' } })
    expect(settled.registry.brokers[0]?.apis?.get(3)).toEqual([0, 12])
  })
})
