import { describe, expect, it } from 'vitest'
import { readArguments } from './cli-arguments.ts'

describe('readArguments', () => {
  it.each([
    [[], { verb: 'help' }],
    [['up'], { verb: 'up', which: 'both', topics: 12 }],
    [['up', '--kafka', '4', '--topics', '300'], { verb: 'up', which: '4', topics: 300 }],
    [['stop', '4:2'], { verb: 'ask', words: ['stop', '4:2'] }],
    [['down'], { verb: 'ask', words: ['down'] }],
  ])('reads %j', (args, command) => {
    expect(readArguments(args)).toEqual(command)
  })

  it.each([
    [['up', '--kafka', '5'], '--kafka is 3.9, 4 or both, not 5'],
    [['up', '--topics', 'many'], '--topics is a number from 0 to 5000, not many'],
    [['up', '--topics', '-1'], expect.stringContaining('--topics')],
    [['explode'], 'no command explode'],
    [['stop'], 'stop which node? Such as 4:2; status lists them'],
    [['up', '--colour'], expect.stringContaining('--colour')],
  ])('refuses %j with the reason', (args, message) => {
    expect(readArguments(args)).toEqual({ verb: 'wrong', message })
  })
})
