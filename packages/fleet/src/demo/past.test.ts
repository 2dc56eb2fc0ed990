import { describe, expect, it } from 'vitest'
import { SCENARIOS } from '../scenario/files/index.ts'
import { ScenarioRunner } from '../scenario/runner.ts'
import { Agenda } from '../world/agenda.ts'
import { buildCluster } from '../world/build-cluster.ts'
import { isWhole } from '../world/condition.ts'
import { digestOf } from '../world/digest.ts'
import { replicaBytes } from '../world/log-dir.ts'
import { seededRandom } from '../world/random.ts'
import { trafficFactor } from '../world/traffic.ts'
import { demoWorld } from './demo-world.ts'
import type { Incident } from './night.ts'
import { livePast } from './past.ts'

const HOUR_MS = 3_600_000
const NOW = Date.UTC(2026, 4, 4, 10) + 7_000
const INCIDENTS: readonly Incident[] = [
  { beforeMs: 1.5 * HOUR_MS, scenario: 'broker-3-dies' },
  { beforeMs: 1 * HOUR_MS, scenario: 'hot-topic' },
  { beforeMs: 9 * HOUR_MS, scenario: 'rack-cut' },
]

function lived(incidents = INCIDENTS) {
  const since = NOW - 2 * HOUR_MS
  const agenda = new Agenda(since)
  const random = seededRandom(4)
  const worlds = demoWorld({ seed: 4, now: since }).map((spec) =>
    buildCluster(spec, { agenda, random: random.fork(spec.name) }),
  )
  const runner = new ScenarioRunner(
    worlds.map((cluster) => ({ cluster })),
    SCENARIOS,
  )
  const metered = new Set(['payments-eu'])
  const past = livePast(worlds, runner, { now: NOW, stepMs: 15_000, incidents, metered })
  const values = (cluster: string, series: string) =>
    past.find((one) => one.cluster === cluster && one.series === series)!.values
  return { worlds, past, values, runner, at: (ms: number) => Math.floor((NOW - ms - past[0]!.fromMs) / 15_000) }
}

describe('the past of a world', () => {
  const { worlds, past, values, runner, at } = lived()
  const [payments, orders] = worlds as [(typeof worlds)[0], (typeof worlds)[0]]

  it('has the series that the console keeps, at multiples of its step, up to now', () => {
    const names = past.filter((one) => one.cluster === 'payments-eu').map((one) => one.series)
    for (const metric of ['messagesInPerSecond', 'sizeBytes', 'offlinePartitions', 'underMinIsrPartitions']) {
      expect(names).toContain(metric)
    }
    for (const metric of ['underReplicatedPartitions', 'brokersUp', 'broker/6/leaders', 'broker/6/latencyMs']) {
      expect(names).toContain(metric)
    }
    expect(names).toContain('topic/payments.authorizations.v3/sizeBytes')
    expect(names).not.toContain('topic/tmp-migration-2023/sizeBytes')
    expect(new Set(names).size).toBe(names.length)
    for (const { fromMs, stepMs, values: all } of past) {
      expect(fromMs % stepMs).toBe(0)
      expect(NOW - (fromMs + stepMs * (all.length - 1))).toBeLessThan(stepMs)
    }
  })

  it('of a cluster with exporters tells what they would have told, and nothing of a broker while it was down', () => {
    const inBytes = values('payments-eu', 'broker/3/bytes_in')
    const up = values('payments-eu', 'brokersUp')
    const down = up.findIndex((count, i) => count < 6 && up[i + 1]! < 6) + 1
    expect([inBytes[at(1.6 * HOUR_MS)]! > 0, inBytes[down]]).toEqual([true, Number.NaN])
    for (const key of [
      'bytes_out',
      'replication_bytes_out',
      'req_throttle_ms/Produce/p99',
      'req_total_ms/Produce/p99',
    ]) {
      expect(values('payments-eu', `broker/1/${key}`).every(Number.isFinite)).toBe(true)
    }
    // Every partition has three copies or two: what followers fetch is between once and twice what comes in.
    const ratio =
      values('payments-eu', 'broker/1/replication_bytes_out')[0]! / values('payments-eu', 'broker/1/bytes_in')[0]!
    expect(ratio).toBeGreaterThan(0.9)
    expect(ratio).toBeLessThanOrEqual(2.001)
    expect(past.some(({ cluster, series }) => cluster === 'orders-legacy' && series.endsWith('/bytes_in'))).toBe(false)
  })

  it('ends where the present begins', () => {
    expect(worlds.map((one) => one.now)).toEqual([NOW, NOW, NOW])
    expect(worlds.every(isWhole) && !runner.isBusy).toBe(true)
    let perSecond = 0
    let sizeBytes = 0
    for (const topic of payments.topics.values()) {
      for (const partition of topic.partitions) {
        perSecond += partition.log.ratePerSecond * trafficFactor(partition.log.curve, NOW)
        for (const id of partition.replicas) sizeBytes += replicaBytes(partition, id, NOW)
      }
    }
    expect(values('payments-eu', 'messagesInPerSecond').at(-1)! / perSecond).toBeCloseTo(1, 2)
    expect(values('payments-eu', 'sizeBytes').at(-1)! / sizeBytes).toBeCloseTo(1, 3)
    expect([...payments.brokers.values()].map((one) => NOW - one.startedAt < 2 * HOUR_MS)).toEqual([
      ...[false, false, true],
      ...[false, false, false],
    ])
  })

  it('shows the incidents and nothing else', () => {
    const dead = at(1.5 * HOUR_MS - 45_000)
    const before = at(1.6 * HOUR_MS)
    expect([values('payments-eu', 'brokersUp')[before], values('payments-eu', 'brokersUp')[dead]]).toEqual([6, 5])
    expect(values('payments-eu', 'broker/3/leaders')[dead]).toBe(0)
    expect(values('payments-eu', 'underReplicatedPartitions')[dead]).toBeGreaterThan(0)
    expect(values('payments-eu', 'broker/3/latencyMs')[dead]).toBeNaN()
    expect(values('payments-eu', 'sizeBytes')[dead]).toBeNaN()
    expect(values('payments-eu', 'underReplicatedPartitions')[before]).toBe(0)
    expect(values('orders-legacy', 'brokersUp').every((value) => value === 3)).toBe(true)
    const hot = values('orders-legacy', 'topic/basket-events/messagesInPerSecond')
    expect(hot[at(HOUR_MS - 60_000)]! / hot[at(HOUR_MS + 60_000)]!).toBeCloseTo(8, 1)
    expect(orders.topics.get('basket-events')!.partitions.every((one) => one.leader > 0)).toBe(true)
  })

  it('is the same each time', () => {
    expect(lived().worlds.map(digestOf)).toEqual(worlds.map(digestOf))
    expect(lived([]).worlds.map(digestOf)).not.toEqual(worlds.map(digestOf))
  })
})
