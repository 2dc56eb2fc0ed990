import { failureOf, neverRead } from '@perigee/testkit'
import { expect, test } from 'vitest'
import { fakeCluster } from '../console-state.fake.ts'
import { usedOf } from './readings.ts'

const sources = (mode: 'kraft' | 'zookeeper') => {
  const unknown = neverRead<never>(failureOf('blocked', { message: 'its address is not known yet' }))
  const { facts } = fakeCluster({ mode })
  return usedOf(
    { ...facts, [mode === 'kraft' ? 'zookeeper' : 'quorum']: unknown },
    ['registry'],
    ['quorum', 'zookeeper'],
  )
}

test('a keeper of the other mode fails nothing, whatever it met before the mode was known', () => {
  expect(sources('kraft').map(({ source }) => source)).toEqual(['kafka.registry', 'kafka.quorum'])
  expect(sources('zookeeper').map(({ source }) => source)).toEqual(['kafka.registry', 'zookeeper'])
})
