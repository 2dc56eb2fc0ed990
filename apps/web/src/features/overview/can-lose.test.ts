import { expect, test } from 'vitest'
import { byDesignWords } from './can-lose.tsx'

test('why nothing may be lost is said where it is known to be by design', () => {
  expect(byDesignWords({ atMinIsrByDesignPartitions: 1 })).toBe(
    'By design: 1 partition has no more copies than min.insync.replicas asks for',
  )
  expect(byDesignWords({ atMinIsrByDesignPartitions: 1_204 })).toContain('1,204 partitions have')
  expect(byDesignWords({ atMinIsrByDesignPartitions: 0 })).toBeUndefined()
  expect(byDesignWords({ atMinIsrByDesignPartitions: null })).toBeUndefined()
})
