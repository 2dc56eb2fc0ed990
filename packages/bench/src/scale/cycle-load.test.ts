import { expect, test } from 'vitest'
import { cycleLoad } from './cycle-load.ts'
import { parseMetrics } from './metrics-text.ts'

const load = (apiKey: number, requests: number) => ({
  apiKey,
  requests,
  bytesIn: 10 * requests,
  bytesOut: 0,
  busyMs: 0,
})
const runs = (reading: string, broker: string, count: number) =>
  `perigee_loop_runs_total{cluster="a",reading="${reading}",broker="${broker}"} ${count}`

test('requests are told by every loop once, whatever the length of the window', () => {
  const before = {
    load: [load(3, 10)],
    metrics: parseMetrics(
      [runs('kafka.topology', '', 5), runs('kafka.log-dirs', '1', 1), runs('kafka.log-dirs', '2', 1)].join('\n'),
    ),
  }
  const after = {
    load: [load(3, 30), load(35, 8)],
    metrics: parseMetrics(
      [runs('kafka.topology', '', 15), runs('kafka.log-dirs', '1', 5), runs('kafka.log-dirs', '2', 5)].join('\n'),
    ),
  }
  // Ten runs asked twice each; four runs of each of two brokers' loops asked once each.
  expect(cycleLoad(before, after)).toMatchObject({ requests: 4, bytesIn: 40 })
})

test('settings are asked for by two loops, each once', () => {
  const empty = { load: [], metrics: parseMetrics('') }
  const lines = [
    runs('kafka.topic-configs', '', 4),
    runs('kafka.broker-configs', '', 3),
    ...['1', '2', '3'].map((id) => runs('kafka.log-dirs', id, 1)),
  ]
  // Four times two batches of topics, three times three brokers.
  const after = { load: [load(32, 4 * 2 + 3 * 3)], metrics: parseMetrics(lines.join('\n')) }
  expect(cycleLoad(empty, after).requests).toBeCloseTo(2 + 3)
})

test('a loop that did not run makes the sum unknown, not smaller', () => {
  const metrics = parseMetrics(runs('kafka.topology', '', 5))
  expect(cycleLoad({ load: [load(3, 1)], metrics }, { load: [load(3, 1)], metrics }).requests).toBeNaN()
})
