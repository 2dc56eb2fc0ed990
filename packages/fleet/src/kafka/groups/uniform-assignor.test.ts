import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assignUniformly } from './uniform-assignor.ts'

const keys = (count: number) => Array.from({ length: count }, (_, index) => `t:${index}`)

describe('uniform assignment', () => {
  it('gives every partition to one member, evenly, and leaves what is fair where it is', () => {
    const property = fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 0, max: 40 }),
      fc.nat(8),
      (members, partitions, gone) => {
        const wanted = new Set(keys(partitions))
        const ask = (count: number, held: (index: number) => ReadonlySet<string>) =>
          assignUniformly(
            Array.from({ length: count }, (_, index) => ({ memberId: `m${index}`, wanted, held: held(index) })),
          )
        const first = ask(members + gone, () => new Set())
        const second = ask(members, (index) => first.get(`m${index}`) ?? new Set())
        const sizes = [...second.values()].map((share) => share.size)
        expect([...second.values()].flatMap((share) => [...share]).toSorted()).toEqual(keys(partitions).toSorted())
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
        for (const [memberId, share] of second)
          for (const key of first.get(memberId) ?? []) expect(share.has(key)).toBe(true)
      },
    )
    fc.assert(property, { numRuns: 200 })
  })

  it('gives nothing to who does not want it', () => {
    const shares = assignUniformly([
      { memberId: 'a', wanted: new Set(['t:0', 't:1', 'u:0']), held: new Set() },
      { memberId: 'b', wanted: new Set(['u:0']), held: new Set(['t:0']) },
    ])
    expect([...(shares.get('b') ?? [])]).toEqual(['u:0'])
    expect([...(shares.get('a') ?? [])]).toEqual(['t:0', 't:1'])
  })
})
