import { METRICS } from '@perigee/domain'
import { expect, test } from 'vitest'
import { metricsDocument } from './metrics-document.ts'
import { SERIES_ROWS } from './naming/table.ts'
import { NETWORK_BUSY } from './normalise/network-busy.ts'

test('docs/metrics.md says what the table says (-u writes it anew)', async () => {
  await expect(metricsDocument()).toMatchFileSnapshot('../../../../docs/metrics.md')
})

test('every metric of the catalogue is told by some rule set, and no row tells another', () => {
  // One has no series of its own: it is made of two others.
  const told = new Set([...SERIES_ROWS.map(({ metric }) => metric), NETWORK_BUSY])
  expect(METRICS.filter(({ id }) => !told.has(id)).map(({ id }) => id)).toEqual([])
  expect(told.size).toBe(METRICS.length)
})

test('rows of one naming that share a name tell different things, or its series apart', () => {
  const places = new Map<string, string>()
  for (const { metric, namings, names, where, statistic, byTopic, reads } of SERIES_ROWS) {
    for (const naming of namings) {
      for (const name of names) {
        const place = JSON.stringify([naming, name, metric, where, statistic, byTopic, reads])
        expect(places.has(place), place).toBe(false)
        places.set(place, metric)
      }
    }
  }
})
