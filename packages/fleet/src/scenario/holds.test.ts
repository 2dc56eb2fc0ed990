import { describe, expect, it } from 'vitest'
import { Holds } from './holds.ts'

function oneThing() {
  const holds = new Holds()
  const states: string[] = []
  const hold = (state: string, rank: number) =>
    holds.hold('broker 3', { rank, begin: () => states.push(state) }, () => states.push('up'))
  return { holds, states, hold }
}

describe('holds', () => {
  it('the strongest is in force, the next when it lets go, and all is well when the last does', () => {
    const { states, hold } = oneThing()
    const hung = hold('hung', 1)
    const down = hold('down', 3)
    const cut = hold('cut', 2)
    expect(states).toEqual(['hung', 'down'])
    down()
    expect(states).toEqual(['hung', 'down', 'cut'])
    hung()
    expect(states).toEqual(['hung', 'down', 'cut'])
    cut()
    expect(states).toEqual(['hung', 'down', 'cut', 'up'])
  })

  it('equal ones follow each other without a gap', () => {
    const { states, hold } = oneThing()
    const first = hold('first', 1)
    const second = hold('second', 1)
    expect(states).toEqual(['first'])
    first()
    expect(states).toEqual(['first', 'second'])
    second()
    expect(states).toEqual(['first', 'second', 'up'])
  })

  it('letting go twice is letting go once, and other things are not touched', () => {
    const { holds, states, hold } = oneThing()
    const other = holds.hold('broker 4', { rank: 9, begin: () => states.push('other') }, () => states.push('other up'))
    const one = hold('hung', 1)
    const two = hold('down', 3)
    one()
    one()
    expect(states).toEqual(['other', 'hung', 'down'])
    other()
    two()
    expect(states).toEqual(['other', 'hung', 'down', 'other up', 'up'])
  })
})
