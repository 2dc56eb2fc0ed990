import { describe, expect, it } from 'vitest'
import type { ClusterSpec } from '../../world/cluster-spec.ts'
import { pagesOf } from '../one-page.fake.ts'
import type { ParsedPage } from '../page/parse-page.fake.ts'
import { EXPORTER_RULES, type ExporterRules } from './namings.ts'

// What the eight rule sets call the same things, as real exporters were seen to.

const ZOOKEEPER = { mode: 'zookeeper', release: '3.9' } as const

function pageOf(exporterRules: ExporterRules, spec: Partial<ClusterSpec> = {}): ParsedPage {
  return pagesOf({ exporterRules, ...spec }).scrape(1)
}

/** Bytes in of the broker, of a topic, p99 of Produce, purgatory of fetches, network idle, handler idle. */
const PROBES: Readonly<Record<ExporterRules, readonly (readonly [string, Record<string, string>?])[]>> = {
  'example-rules': [
    ['kafka_server_brokertopicmetrics_bytesin_total'],
    ['kafka_server_brokertopicmetrics_bytesin_total', { topic: 'orders' }],
    ['kafka_network_requestmetrics_totaltimems', { request: 'Produce', quantile: '0.99' }],
    ['kafka_network_requestmetrics_totaltimems_count_total', { request: 'Produce' }],
    ['kafka_server_delayedoperationpurgatory_purgatorysize', { delayedOperation: 'Fetch' }],
    ['kafka_network_socketserver_networkprocessoravgidlepercent'],
    ['kafka_server_kafkarequesthandlerpool_requesthandleravgidlepercent_count_total'],
  ],
  'confluent-rules': [
    ['kafka_server_brokertopicmetrics_bytesinpersec'],
    ['kafka_server_brokertopicmetrics_bytesinpersec', { topic: 'orders' }],
    ['kafka_server_brokertopicmetrics_bytesinpersec_oneminuterate', { topic: 'orders' }],
    ['kafka_server_brokertopicmetrics_bytesinpersec_oneminuterate_alltopics'],
    ['kafka_network_requestmetrics_totaltimems', { request: 'Produce', quantile: '0.99' }],
    ['kafka_network_requestmetrics_totaltimems', { request: 'Produce' }],
    ['kafka_server_delayedoperationpurgatory_purgatorysize', { delayedoperation: 'Fetch' }],
    ['kafka_network_processor_idlepercent', { networkprocessor: '0' }],
    ['kafka_server_kafkarequesthandlerpool_requesthandleravgidlepercent_oneminuterate'],
    ['kafka_server_replicafetchermanager_maxlag', { clientid: 'Replica' }],
    ['kafka_log_logmanager_logdirectoryoffline', { logdirectory: '"/var/lib/kafka/data"' }],
  ],
  'strimzi-rules': [
    ['kafka_server_brokertopicmetrics_bytesin_total'],
    ['kafka_server_brokertopicmetrics_bytesin_total', { topic: 'orders' }],
    ['kafka_network_requestmetrics_totaltimems', { request: 'Produce', quantile: '0.99' }],
    ['kafka_network_socketserver_networkprocessoravgidle_percent'],
    ['kafka_network_processor_idle_percent', { networkProcessor: '0' }],
    ['kafka_server_raftmetrics_current_epoch'],
    ['kafka_server_raftmetrics_commit_latency_max_total'],
    ['kafka_server_raftmetrics_current_state', { current_state: 'leader' }],
    ['kafka_server_brokermetadatametrics_last_applied_record_lag_ms'],
    ['kafka_server_socket_server_metrics_connection_count', { listener: 'PLAINTEXT', networkProcessor: '0' }],
  ],
  'strimzi-reporter': [
    ['kafka_server_brokertopicmetrics_bytesinpersec_total'],
    ['kafka_server_brokertopicmetrics_bytesinpersec_total', { topic: 'orders' }],
    ['kafka_network_requestmetrics_totaltimems', { request: 'Produce', quantile: '0.5' }],
    ['kafka_network_requestmetrics_totaltimems_sum', { request: 'Produce' }],
    ['kafka_network_requestmetrics_totaltimems_count', { request: 'Produce' }],
    ['kafka_server_raft_metrics_current_state_info', { current_state: 'leader' }],
    ['kafka_server_kafkarequesthandlerpool_requesthandleravgidlepercent_total'],
  ],
  'bitnami-rules': [
    ['kafka_server_brokertopicmetrics_total_bytesinpersec_count'],
    ['kafka_server_brokertopicmetrics_bytesinpersec_count', { topic: 'orders' }],
    ['kafka_server_brokertopicmetrics_total_bytesinpersec_oneminuterate'],
    ['kafka_network_requestmetrics_totaltimems_count', { request: 'Produce' }],
    ['kafka_network_requestmetrics_errorspersec_count', { request: 'Produce, error=NONE' }],
    ['kafka_server_delayedoperationpurgatory_purgatorysize_fetch_value'],
    ['kafka_network_requestchannel_responsequeuesize_processor_0_value'],
    ['kafka_network_processor_idlepercent_value', { network_processor: '0' }],
    ['kafka_server_replicafetchermanager_maxlag_value', { client_id: 'Replica' }],
    ['kafka_server_kafkarequesthandlerpool_total_requesthandleravgidlepercent_oneminuterate'],
    ['kafka_server_kafkaserver_total_brokerstate_value'],
    ['java_lang_memory_heapmemoryusage_used'],
    ['kafka_log_log_size', { topic: 'orders', partition: '0' }],
  ],
  'no-rules': [
    ['kafka_server_BrokerTopicMetrics_Count', { name: 'BytesInPerSec' }],
    ['kafka_network_RequestMetrics_99thPercentile', { name: 'TotalTimeMs', request: 'Produce' }],
  ],
  'no-rules-lower-case': [
    ['kafka_server_brokertopicmetrics_count', { name: 'BytesInPerSec' }],
    ['kafka_server_brokertopicmetrics_oneminuterate', { name: 'BytesInPerSec', topic: 'orders' }],
  ],
  msk: [['kafka_server_BrokerTopicMetrics_Count', { name: 'BytesInPerSec' }]],
}

describe('rule sets', () => {
  it.each(EXPORTER_RULES)('name a broker as real pages do: %s', (rules) => {
    const page = pageOf(rules)
    const missing = PROBES[rules].filter(([name, labels]) => page.value(name, labels) === undefined)
    expect(missing).toEqual([])
  })

  it.each(EXPORTER_RULES)('tell ZooKeeper clusters, and no sample twice: %s', (rules) => {
    const { samples } = pageOf(rules, ZOOKEEPER)
    const keys = samples.map(({ name, labels }) => `${name}${JSON.stringify(labels)}`)
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([])
    expect(samples.length).toBeGreaterThan(300)
  })

  it('leave out what their authors left out', () => {
    const has = (rules: ExporterRules, pattern: RegExp) => pageOf(rules).samples.some(({ name }) => pattern.test(name))
    expect(has('bitnami-rules', /cluster_partition|logflush|offlinelogdir|raft|percentile|quantile/)).toBe(false)
    expect(pageOf('bitnami-rules').samples.some(({ labels }) => 'quantile' in labels)).toBe(false)
    expect(has('strimzi-rules', /groupmetadatamanager/)).toBe(false)
    expect(has('confluent-rules', /metadata_metrics|current_state/)).toBe(false)
    expect(has('strimzi-reporter', /^(jmx_|java_lang)/)).toBe(false)
  })

  it('Amazon tells the lag of consumers besides', () => {
    const { samples } = pagesOf({ exporterRules: 'msk' }).scrape(1)
    const own = ['msk', 'no-rules'].map((rules) =>
      [1, 2, 3].flatMap((id) => pagesOf({ exporterRules: rules as ExporterRules }).scrape(id).samples),
    )
    const lags = own.map((all) => all.filter(({ name }) => name === 'kafka_consumer_group_ConsumerLagMetrics_Value'))
    expect(lags.map((all) => all.length)).toEqual([4, 0])
    expect(samples.length).toBeGreaterThan(0)
  })

  it('Bitnami tells the memory of its own process, and the broker by its beans', () => {
    const page = pageOf('bitnami-rules')
    const own = page.value('jvm_memory_used_bytes', { area: 'heap' })!
    expect(page.value('java_lang_memory_heapmemoryusage_used')! / own).toBeGreaterThan(5)
  })
})

describe('generations of the exporter', () => {
  it('0.x ends labels with a comma, keeps names as rules gave them, and calls memory otherwise', () => {
    const { text } = pagesOf({ exporterRules: 'example-rules', exporterGeneration: '0.x' })
    const page = text(1)
    expect(page).toContain('# TYPE kafka_network_requestmetrics_totaltimems_count_total counter\n')
    expect(page).toMatch(/\nkafka_network_requestmetrics_totaltimems_count\{request="Produce",\} /)
    expect(page).toMatch(/\nkafka_server_raft_metrics_current_state_info\{state="leader",\} 1\.0\n/)
    expect(page).toMatch(/\njvm_memory_bytes_used\{area="heap",\} /)
    expect(page).not.toMatch(/\njvm_memory_used_bytes/)
  })

  it('Confluent rates of two versions: 0.x keeps one, 1.x tells them apart', () => {
    const rates = (exporterGeneration: '0.x' | '1.x') => {
      const lines = pagesOf({ exporterRules: 'confluent-rules', exporterGeneration }).text(1).split('\n')
      return lines.filter((one) =>
        /^kafka_network_requestmetrics_requestspersec_oneminuterate\{.*request="Produce"/.test(one),
      )
    }
    expect(rates('0.x').length).toBe(1)
    expect(rates('1.x').length).toBe(2)
    for (const line of rates('1.x')) expect(line).toContain('_objectname="kafka.network:type=RequestMetrics')
  })
})
