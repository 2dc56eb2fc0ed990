import { describe, expect, it } from 'vitest'
import { loseBroker, reviveBroker } from '../world/operations/broker-life.ts'
import { heatBroker, relieveNode, scaleTraffic, setAcks, strainNode } from '../world/operations/strain.ts'
import type { StrainCause } from '../world/strain.ts'
import { pagesOf } from './one-page.fake.ts'
import type { ParsedPage } from './page/parse-page.fake.ts'
import { produceRemote } from './vitals/remote.ts'
import { quantileOf } from './vitals/stage.ts'

// Each cause shows where it would on a real broker, and each look-alike does not.

const NAME = 'kafka_network_requestmetrics_'
const timeOf = (page: ParsedPage, stage: string, request = 'Produce', quantile = '0.99') =>
  page.value(`${NAME}${stage}`, { request, quantile })!
const handlerSeconds = (page: ParsedPage) =>
  page.value('kafka_server_kafkarequesthandlerpool_requesthandleravgidlepercent_count_total')!
const networkIdle = (page: ParsedPage) => page.value('kafka_network_socketserver_networkprocessoravgidlepercent')!
const flush = (page: ParsedPage) => page.value('kafka_log_logflushstats_logflushrateandtimems', { quantile: '0.99' })!

function fleetOf() {
  const five = pagesOf({
    exporterRules: 'example-rules',
    dataCentres: [{ name: 'a', racks: ['r1', 'r2', 'r3', 'r4', 'r5'], brokers: 5 }],
    topics: [
      { name: 'orders', partitions: 30, replicationFactor: 3, ratePerSecond: 40_000, recordBytes: 500, since: 0 },
    ],
  })
  const ids = [1, 2, 3, 4, 5]
  const look = () => new Map(ids.map((id) => [id, five.scrape(id)]))
  look()
  return {
    ...five,
    /** Pages after a time with this cause on broker 2, and before. */
    under(cause: StrainCause) {
      five.advance(15_000)
      const before = look()
      strainNode(five.cluster, 2, cause)
      five.advance(15_000)
      look()
      five.advance(15_000)
      return { before, after: look() }
    },
    passed() {
      five.advance(15_000)
      return look()
    },
  }
}

describe('causes', () => {
  it('a slow disk: local time and flushes of its broker, remote time of those that it follows', () => {
    const { before, after } = fleetOf().under('slow-disk')
    expect(timeOf(after.get(2)!, 'localtimems') / timeOf(before.get(2)!, 'localtimems')).toBeGreaterThan(10)
    expect(flush(after.get(2)!) / flush(before.get(2)!)).toBeGreaterThan(10)
    expect(timeOf(after.get(1)!, 'localtimems')).toBeCloseTo(timeOf(before.get(1)!, 'localtimems'), 1)
    expect(timeOf(after.get(1)!, 'remotetimems') / timeOf(before.get(1)!, 'remotetimems')).toBeGreaterThan(5)
    // Broker 3 has no partition that broker 2 copies.
    expect(timeOf(after.get(3)!, 'remotetimems')).toBeCloseTo(timeOf(before.get(3)!, 'remotetimems'), 1)
  })

  it('a slow follower holds up as many requests as it copies', () => {
    const { cluster } = fleetOf()
    strainNode(cluster, 2, 'slow-disk')
    const quantiles = (share: number) => {
      const shares = new Map([
        [2, share],
        [3, 1 - share],
        [4, 1],
      ])
      const remote = produceRemote(cluster, cluster.brokers.get(1)!, shares)
      return [quantileOf(remote, 0.5), quantileOf(remote, 0.99)] as const
    }
    expect(quantiles(0.3)[0]).toBeLessThan(10)
    expect(quantiles(0.3)[1]).toBeGreaterThan(60)
    expect(quantiles(1)[0]).toBeGreaterThan(20)
  })

  it('exhausted handlers: requests queue up, handlers have no idle time, nothing else takes longer', () => {
    const fleet = fleetOf()
    const { before, after } = fleet.under('exhausted-handlers')
    expect(timeOf(after.get(2)!, 'requestqueuetimems') / timeOf(before.get(2)!, 'requestqueuetimems')).toBeGreaterThan(
      50,
    )
    expect(after.get(2)!.value('kafka_network_requestchannel_requestqueuesize')).toBeGreaterThan(10)
    expect(timeOf(after.get(2)!, 'localtimems')).toBeCloseTo(timeOf(before.get(2)!, 'localtimems'), 1)
    const idle = (handlerSeconds(fleet.passed().get(2)!) - handlerSeconds(after.get(2)!)) / 15e9
    expect(idle).toBeLessThan(0.05)
    expect(networkIdle(after.get(2)!)).toBeGreaterThan(0.7)
  })

  it('exhausted network threads: answers queue up', () => {
    const { before, after } = fleetOf().under('exhausted-network-threads')
    expect(networkIdle(after.get(2)!)).toBeLessThan(0.05)
    expect(
      timeOf(after.get(2)!, 'responsequeuetimems') / timeOf(before.get(2)!, 'responsequeuetimems'),
    ).toBeGreaterThan(50)
    expect(timeOf(after.get(2)!, 'requestqueuetimems')).toBeCloseTo(timeOf(before.get(2)!, 'requestqueuetimems'), 1)
  })

  it('a lossy network: sending takes long, and so do those that wait for its copies', () => {
    const { before, after } = fleetOf().under('lossy-network')
    expect(timeOf(after.get(2)!, 'responsesendtimems', 'FetchConsumer')).toBeGreaterThan(200)
    expect(timeOf(after.get(2)!, 'localtimems')).toBeCloseTo(timeOf(before.get(2)!, 'localtimems'), 1)
    expect(timeOf(after.get(1)!, 'remotetimems') / timeOf(before.get(1)!, 'remotetimems')).toBeGreaterThan(5)
  })

  it('long collections: the heap stays full, time goes to them, every stage has its pauses', () => {
    const { before, after } = fleetOf().under('long-collections')
    const seconds = (page: ParsedPage) => page.value('jvm_gc_collection_seconds_sum', { gc: 'G1 Young Generation' })!
    expect((seconds(after.get(2)!) - seconds(before.get(2)!)) / 30).toBeGreaterThan(0.2)
    const heap = (page: ParsedPage) => page.value('jvm_memory_pool_collection_used_bytes', { pool: 'G1 Old Gen' })!
    expect(heap(after.get(2)!) / (6 * 2 ** 30)).toBeGreaterThan(0.9)
    for (const stage of ['requestqueuetimems', 'localtimems', 'responsequeuetimems', 'responsesendtimems']) {
      expect(timeOf(after.get(2)!, stage)).toBeGreaterThan(100)
    }
  })

  it('a starved process: everything takes longer, while it has less CPU itself', () => {
    const { before, after } = fleetOf().under('starved-cpu')
    const stages = ['requestqueuetimems', 'localtimems', 'responsequeuetimems', 'responsesendtimems']
    for (const stage of stages) expect(timeOf(after.get(2)!, stage) / timeOf(before.get(2)!, stage)).toBeGreaterThan(5)
    const cpu = (page: ParsedPage) => page.value('process_cpu_seconds_total')!
    const used = (id: number) => cpu(after.get(id)!) - cpu(before.get(id)!)
    expect(used(2)).toBeLessThan(used(3))
  })

  it('cold reads: fetches of consumers wait for the disk, producers do not', () => {
    const { before, after } = fleetOf().under('cold-reads')
    const local = 'localtimems'
    expect(
      timeOf(after.get(2)!, local, 'FetchConsumer') / timeOf(before.get(2)!, local, 'FetchConsumer'),
    ).toBeGreaterThan(5)
    expect(timeOf(after.get(2)!, local)).toBeLessThan(timeOf(after.get(2)!, local, 'FetchConsumer') / 3)
    const read = 'kafka_server_kafkaserver_linux_disk_read_bytes'
    expect((after.get(2)!.value(read)! - before.get(2)!.value(read)!) / 30).toBeGreaterThan(100e6)
  })

  it('throttled clients, leaked files', () => {
    const throttled = fleetOf().under('throttled-clients').after.get(2)!
    expect(timeOf(throttled, 'throttletimems')).toBeGreaterThan(400)
    expect(timeOf(throttled, 'localtimems')).toBeLessThan(10)
    const leaking = fleetOf().under('leaked-files').after.get(2)!
    expect(leaking.value('process_open_fds')! / leaking.value('process_max_fds')!).toBeGreaterThan(0.9)
  })

  it('an uneven load: one broker gets most, and is busier than the others', () => {
    const fleet = fleetOf()
    const before = fleet.passed()
    heatBroker(fleet.cluster, 2, { times: 9 })
    const after = fleet.passed()
    const bytes = (id: number) => after.get(id)!.value('kafka_server_brokertopicmetrics_bytesin_total')!
    const grown = (id: number) => bytes(id) - before.get(id)!.value('kafka_server_brokertopicmetrics_bytesin_total')!
    expect(grown(2) / grown(1)).toBeGreaterThan(5)
    expect(networkIdle(after.get(2)!)).toBeLessThan(networkIdle(after.get(1)!))
  })

  it('is over once it is taken away', () => {
    const fleet = fleetOf()
    fleet.under('slow-disk')
    relieveNode(fleet.cluster, 2, 'slow-disk')
    expect(timeOf(fleet.passed().get(2)!, 'localtimems')).toBeLessThan(10)
  })
})

describe('look-alikes', () => {
  it('a quiet cluster: consumers wait as long as they are willing to, and no longer', () => {
    const fleet = fleetOf()
    scaleTraffic(fleet.cluster, { times: 1e-6 })
    const page = fleet.passed().get(2)!
    expect(timeOf(page, 'remotetimems', 'FetchConsumer', '0.50')).toBeCloseTo(500, -1)
    expect(timeOf(page, 'remotetimems', 'FetchConsumer')).toBeLessThan(510)
  })

  it('without acks nobody waits for a slow follower', () => {
    const fleet = fleetOf()
    setAcks(fleet.cluster, 'leader')
    expect(timeOf(fleet.under('slow-disk').after.get(1)!, 'remotetimems')).toBe(0)
  })

  it('an idle broker keeps telling the percentiles of long ago', () => {
    const fleet = fleetOf()
    const slow = timeOf(fleet.under('slow-disk').after.get(2)!, 'localtimems')
    for (const { partitions } of fleet.cluster.topics.values()) {
      for (const { log } of partitions) log.setRate(0, fleet.cluster.now)
    }
    fleet.passed()
    relieveNode(fleet.cluster, 2, 'slow-disk')
    const [first, second] = [fleet.passed().get(2)!, fleet.passed().get(2)!]
    expect(timeOf(second, 'localtimems')).toBeGreaterThan(slow / 2)
    const count = (page: ParsedPage) => page.value(`${NAME}localtimems_count_total`, { request: 'Produce' })
    expect(count(second)).toBe(count(first))
  })

  it('a broker that has just begun is slower for a while', () => {
    const fleet = fleetOf()
    const before = timeOf(fleet.passed().get(2)!, 'localtimems')
    loseBroker(fleet.cluster, 2, 'down')
    fleet.advance(5_000)
    reviveBroker(fleet.cluster, 2)
    fleet.advance(25_000)
    fleet.scrape(2)
    expect(timeOf(fleet.passed().get(2)!, 'localtimems') / before).toBeGreaterThan(1.5)
    fleet.advance(600_000)
    fleet.scrape(2)
    expect(timeOf(fleet.passed().get(2)!, 'localtimems') / before).toBeCloseTo(1, 1)
  })

  it('everyone equally busy: no broker stands out', () => {
    const fleet = fleetOf()
    scaleTraffic(fleet.cluster, { times: 4 })
    fleet.passed()
    const idle = [...fleet.passed().values()].map(networkIdle)
    expect(Math.max(...idle)).toBeLessThan(0.75)
    expect(Math.max(...idle) - Math.min(...idle)).toBeLessThan(0.1)
  })
})
