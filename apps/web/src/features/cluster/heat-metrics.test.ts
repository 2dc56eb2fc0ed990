import { expect, test } from 'vitest'
import { HEAT_METRICS, heatMetricFor } from './heat-metrics.ts'

test('the map opens on the measure in which the worst reason shows, else on the handlers', () => {
  expect(heatMetricFor(null)).toBe('handlers')
  expect(heatMetricFor('slow-disk')).toBe('disk')
  expect(heatMetricFor('a-rule-to-come')).toBe('handlers')
  const ids = HEAT_METRICS.map(({ id }) => id)
  for (const code of ['slow-disk', 'cpu-taken', 'network-loss', 'network-threads-exhausted', 'recovering']) {
    expect(ids).toContain(heatMetricFor(code))
  }
})
