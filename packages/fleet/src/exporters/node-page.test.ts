import { describe, expect, it } from 'vitest'
import { loseBroker, reviveBroker } from '../world/operations/broker-life.ts'
import { lead } from '../world/operations/leadership.ts'
import { startReassignment } from '../world/operations/reassignment.ts'
import { pagesOf } from './one-page.fake.ts'
import type { ParsedPage } from './page/parse-page.fake.ts'

const A = { exporterRules: 'example-rules' } as const
const total = (pages: readonly ParsedPage[], name: string) => pages.reduce((sum, one) => sum + one.value(name)!, 0)

describe('counters', () => {
  it('count what was written since the process began', () => {
    const { cluster, scrape, advance } = pagesOf(A)
    const before = [1, 2, 3].map(scrape)
    advance(100_000)
    const after = [1, 2, 3].map(scrape)
    const grown = (name: string) => total(after, name) - total(before, name)
    // 600 records of orders, 30 of audit and 20 of __consumer_offsets a second.
    expect(grown('kafka_server_brokertopicmetrics_messagesin_total')).toBeCloseTo(65_000, -2)
    const bytesIn = grown('kafka_server_brokertopicmetrics_bytesin_total')
    expect(bytesIn).toBeCloseTo(600 * 500 * 100 + 50 * 200 * 100, -5)
    // Two groups read orders; two followers of three replicas fetch it, one of two.
    expect(grown('kafka_server_brokertopicmetrics_bytesout_total')).toBeCloseTo(2 * 600 * 500 * 100, -5)
    const replicated = grown('kafka_server_brokertopicmetrics_replicationbytesin_total')
    expect(replicated).toBeCloseTo(grown('kafka_server_brokertopicmetrics_replicationbytesout_total'), -5)
    expect(cluster.topics.size).toBe(3)
  })

  it('of topics stand beside those of the broker, and sum up to them', () => {
    const page = pagesOf(A).scrape(1)
    const name = 'kafka_server_brokertopicmetrics_bytesin_total'
    const topics = page.samples.filter((one) => one.name === name && one.labels.topic !== undefined)
    const sum = topics.reduce((all, { value }) => all + value, 0)
    expect(sum / page.value(name)!).toBeCloseTo(1, 6)
  })

  it('never fall while leaders move, rates change and brokers die; only a restart begins anew', () => {
    const { cluster, scrape, advance } = pagesOf(A)
    const counters = () => {
      const { samples, types } = scrape(1)
      const isWhole = (name: string) => types.get(name) === 'counter'
      return new Map(
        samples
          .filter(({ name, labels }) => isWhole(name) && !('topic' in labels))
          .map((one) => [`${one.name}${JSON.stringify(one.labels)}`, one.value]),
      )
    }
    let last = counters()
    const fallen: string[] = []
    for (const happen of [
      () => lead(cluster, cluster.partition('orders', 0)!, 2),
      () => cluster.partition('orders', 1)!.log.setRate(9_000, cluster.now),
      () => loseBroker(cluster, 3, 'down'),
      () => advance(5_000),
      () => reviveBroker(cluster, 3),
      () => lead(cluster, cluster.partition('orders', 0)!, 1),
      () => cluster.partition('orders', 1)!.log.setRate(0, cluster.now),
    ]) {
      happen()
      advance(15_000)
      const now = counters()
      for (const [name, value] of last) if ((now.get(name) ?? 0) < value) fallen.push(name)
      last = now
    }
    expect(fallen).toEqual([])
    const bytes = 'kafka_server_brokertopicmetrics_bytesin_total{}'
    loseBroker(cluster, 1, 'down')
    advance(5_000)
    reviveBroker(cluster, 1)
    advance(1_000)
    expect(counters().get(bytes)).toBeLessThan(last.get(bytes)! / 100)
  })

  it('of the ISR are counted by leaders', () => {
    const { cluster, scrape, advance } = pagesOf(A)
    const shrinks = () => total([scrape(1), scrape(2)], 'kafka_server_replicamanager_isrshrinks_total')
    expect(shrinks()).toBe(0)
    loseBroker(cluster, 3, 'down')
    advance(20_000)
    const shrunk = shrinks()
    expect(shrunk).toBeGreaterThan(6)
    reviveBroker(cluster, 3)
    advance(9_000)
    expect(total([scrape(1), scrape(2)], 'kafka_server_replicamanager_isrexpands_total')).toBe(shrunk)
  })
})

describe('gauges', () => {
  it('tell of dead replicas, by their leaders', () => {
    const { cluster, scrape, advance } = pagesOf(A)
    const under = () => total([scrape(1), scrape(2)], 'kafka_server_replicamanager_underreplicatedpartitions')
    expect(under()).toBe(0)
    loseBroker(cluster, 3, 'down')
    advance(20_000)
    const missing = [...cluster.topics.values()]
      .flatMap((one) => one.partitions)
      .filter((one) => one.isr.length < one.replicas.length)
    expect(under()).toBe(missing.length)
    expect(total([scrape(1), scrape(2)], 'kafka_server_replicamanager_underminisrpartitioncount')).toBeGreaterThan(0)
    const partition = cluster.partition('orders', 0)!
    expect(
      scrape(partition.leader).value('kafka_cluster_partition_underreplicated', { topic: 'orders', partition: '0' }),
    ).toBe(1)
    const controller = scrape(cluster.controllerId)
    expect(controller.value('kafka_controller_kafkacontroller_activecontrollercount')).toBe(1)
    expect(controller.value('kafka_controller_kafkacontroller_fencedbrokercount')).toBe(1)
    expect(controller.value('kafka_controller_kafkacontroller_activebrokercount')).toBe(2)
  })

  it('do not count a replica that a reassignment is bringing', () => {
    const { cluster, scrape } = pagesOf(A)
    const partition = cluster.partition('audit', 0)!
    const target = [1, 2, 3]
    startReassignment(cluster, partition, { target, bytesPerSecond: 1 })
    const page = scrape(partition.leader)
    expect(page.value('kafka_server_replicamanager_underreplicatedpartitions')).toBe(0)
    expect(page.value('kafka_server_replicamanager_reassigningpartitions')).toBe(1)
  })

  it('tell of a slow broker in the times of its requests, and in those that wait for it', () => {
    const { cluster, scrape, advance } = pagesOf(A)
    const p99 = (id: number) =>
      scrape(id).value('kafka_network_requestmetrics_totaltimems', { request: 'Produce', quantile: '0.99' })!
    const idle = () => scrape(2).value('kafka_network_socketserver_networkprocessoravgidlepercent')!
    const before = [p99(1), p99(2), idle()] as const
    cluster.brokers.get(2)!.slowMs = 400
    // Percentiles are those of the last requests: some have to come.
    advance(15_000)
    expect(p99(2) - before[1]).toBeGreaterThan(400)
    expect(p99(1) - before[0]).toBeGreaterThan(400)
    expect(idle()).toBeLessThan(before[2])
  })

  it('tell of a failed disk', () => {
    const { cluster, scrape } = pagesOf({ ...A, logDirsPerBroker: 2 })
    const dir = cluster.brokers.get(1)!.logDirs[1]!
    dir.isOffline = true
    const page = scrape(1)
    expect(page.value('kafka_log_logmanager_offlinelogdirectorycount')).toBe(1)
    expect(page.value('kafka_log_logmanager_logdirectoryoffline', { logDirectory: `"${dir.path}"` })).toBe(1)
    expect(page.value('kafka_server_replicamanager_offlinereplicacount')).toBeGreaterThan(0)
  })

  it('of a controller of its own tell of the quorum, and of no replicas', () => {
    const { cluster, scrape } = pagesOf({
      ...A,
      dataCentres: [{ name: 'a', racks: ['r'], brokers: 3, controllers: 3 }],
    })
    const active = scrape(cluster.controllerId)
    expect(active.value('kafka_server_raft_metrics_current_leader')).toBe(cluster.controllerId)
    expect(active.value('kafka_server_raft_metrics_current_state', { state: 'leader' })).toBe(1)
    expect(active.samples.some(({ name }) => name.includes('replicamanager'))).toBe(false)
    const standby = scrape(cluster.voters.find((id) => id !== cluster.controllerId)!)
    expect(standby.value('kafka_controller_kafkacontroller_activecontrollercount')).toBe(0)
    expect(scrape(1).samples.some(({ name }) => name.startsWith('kafka_controller_kafkacontroller'))).toBe(false)
  })

  it('of groups are those that the broker coordinates', () => {
    const { scrape } = pagesOf(A)
    const pages = [1, 2, 3].map(scrape)
    expect(total(pages, 'kafka_coordinator_group_groupmetadatamanager_numgroups')).toBe(2)
    expect(total(pages, 'kafka_coordinator_group_groupmetadatamanager_numgroupsstable')).toBe(2)
    expect(total(pages, 'kafka_coordinator_group_groupmetadatamanager_numoffsets')).toBe(12)
  })

  it('of requests count those that were really asked', () => {
    const { meters, scrape } = pagesOf(A)
    meters.get(1)!.count(3, { bytesIn: 10, bytesOut: 10, busyMs: 1 })
    const labels = { request: 'Metadata', version: '13' }
    expect(scrape(1).value('kafka_network_requestmetrics_requests_total', labels)).toBe(1)
    expect(scrape(2).value('kafka_network_requestmetrics_requests_total', labels)).toBeUndefined()
  })
})
