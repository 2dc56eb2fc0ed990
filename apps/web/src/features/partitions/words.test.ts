import { expect, test } from 'vitest'
import { endOffsetWords } from './words.ts'

test('offsets beyond 2^53 keep every digit', () => {
  expect(endOffsetWords('9223372036854775807')).toBe('9,223,372,036,854,775,807')
  expect(endOffsetWords('0')).toBe('0')
  expect(endOffsetWords('999')).toBe('999')
  expect(endOffsetWords('1000')).toBe('1,000')
})
