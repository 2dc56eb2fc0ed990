import { describe, expect, it } from 'vitest'
import type { ClusterHints } from '../../metrics/source.ts'
import { KRAFT_41, pagesOf, targetOf, ZOOKEEPER_39 } from '../recorded-page.fake.ts'

const UNKNOWN: ClusterHints = { mode: null, release: null }

function of(metric: string, page: string, hints = ZOOKEEPER_39, target = targetOf('broker', 1)) {
  return pagesOf(target, hints)
    .read(page, 0)
    .capabilities.find((one) => one.metric === metric)
}

const BITNAMI = `kafka_server_replicamanager_total_leadercount_value 3
kafka_network_requestmetrics_totaltimems_count{request="Produce"} 5
jvm_memory_used_bytes{area="heap"} 5
process_cpu_seconds_total 5
`
const EXAMPLE = 'kafka_server_replicamanager_isrshrinks_total 0\n'

describe('a lack has a reason in words', () => {
  it('of the rule set', () => {
    expect(of('req_total_ms', BITNAMI)).toEqual({
      metric: 'req_total_ms',
      provenance: null,
      reason: 'Bitnami rules export no percentiles',
      applies: true,
    })
    expect(of('offline_log_dirs', BITNAMI)?.reason).toContain('nothing of log directories')
    expect(of('raft_leader', EXAMPLE, KRAFT_41)?.reason).toContain('these rules are ZooKeeper')
  })

  it('of a page that is none of ours', () => {
    expect(of('leaders', 'up 1\n')).toMatchObject({ reason: 'the page has no names that we know', applies: true })
  })

  it('of a node that did not tell it yet', () => {
    expect(of('leaders', EXAMPLE)).toMatchObject({ reason: expect.stringContaining('not told it yet'), applies: true })
  })
})

describe('no errors', () => {
  const told = (series: string) => `${EXAMPLE}${series} 5\n`

  it('are told where successes are', () => {
    const page = told('kafka_network_requestmetrics_errors_total{error="NONE",request="Produce"}')
    expect(of('request_errors', page)).toMatchObject({ provenance: 'counter', reason: null })
    expect([...pagesOf().read(page, 0).values.keys()].filter((key) => key.startsWith('request_errors'))).toEqual([])
  })

  it('are not told where nothing is', () => {
    expect(of('request_errors', EXAMPLE)?.provenance).toBeNull()
  })
})

describe('what nobody could give is no lack', () => {
  const elsewhere = (reason: string) => ({ provenance: null, applies: false, reason })

  it('other modes, releases and roles', () => {
    expect(of('raft_leader', EXAMPLE)).toMatchObject(elsewhere('KRaft mode only'))
    expect(of('zk_disconnects', EXAMPLE, KRAFT_41)).toMatchObject(elsewhere('gone with ZooKeeper in Kafka 4.0'))
    expect(of('zk_disconnects', EXAMPLE, { mode: 'kraft', release: '3.9' })).toMatchObject(
      elsewhere('ZooKeeper mode only'),
    )
    expect(
      of('broker_heartbeat_timeouts', EXAMPLE, { mode: 'kraft', release: '3.4' }, targetOf('controller', 101)),
    ).toMatchObject(elsewhere('since Kafka 3.6'))
    expect(of('offline_partitions', EXAMPLE, KRAFT_41)).toMatchObject(elsewhere('told by controllers only'))
    expect(of('bytes_in', EXAMPLE, KRAFT_41, targetOf('controller', 101))).toMatchObject(
      elsewhere('told by brokers only'),
    )
    expect(of('node_cpu_busy', EXAMPLE)).toMatchObject(elsewhere('told by node_exporter on the host'))
    expect(of('bytes_in', 'node_boot_time_seconds 5\n')).toMatchObject(elsewhere('told by the broker, not by its host'))
  })

  it('is not claimed of a cluster that nothing is known of', () => {
    expect(of('raft_leader', EXAMPLE, UNKNOWN)?.applies).toBe(true)
    expect(of('zk_disconnects', EXAMPLE, UNKNOWN)?.applies).toBe(true)
    expect(of('broker_heartbeat_timeouts', EXAMPLE, UNKNOWN)?.applies).toBe(true)
  })
})

describe("Bitnami's exporter", () => {
  it('tells of its own Java process, which is not taken for the broker’s', () => {
    const { values } = pagesOf().read(BITNAMI, 0)
    expect(values.has('heap_used')).toBe(false)
    expect(of('heap_used', BITNAMI)).toMatchObject({ provenance: null, applies: true })
    const own = `${BITNAMI}java_lang_memory_heapmemoryusage_used 7\njava_lang_memorypool_used_collectionusage_g1_old_gen 3\n`
    expect(pagesOf().read(own, 0).values).toEqual(
      new Map([
        ['leaders', 3],
        ['heap_used', 7],
        ['heap_after_gc', 3],
      ]),
    )
  })

  it('glues two tags into one label', () => {
    const page = (a: number, b: number) => `kafka_server_replicamanager_total_leadercount_value 3
kafka_network_requestmetrics_requestspersec_count{request="Produce, version=9"} ${a}
kafka_network_requestmetrics_requestspersec_count{request="Produce, version=11"} ${b}
kafka_network_requestmetrics_errorspersec_count{request="Produce, error=NONE"} ${a}
kafka_network_requestmetrics_errorspersec_count{request="Produce, error=NOT_LEADER_OR_FOLLOWER"} ${b}
kafka_server_delayedoperationpurgatory_purgatorysize_fetch_value 4
`
    const broker = pagesOf()
    broker.read(page(0, 0), 0)
    expect(Object.fromEntries(broker.read(page(20, 10), 10_000).values)).toEqual({
      leaders: 3,
      'requests/Produce': 3,
      'requests_by_version/Produce/9': 2,
      'requests_by_version/Produce/11': 1,
      'request_errors/Produce/NOT_LEADER_OR_FOLLOWER': 1,
      'purgatory_size/Fetch': 4,
    })
  })
})
