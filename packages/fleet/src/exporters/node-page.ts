import type { Meter } from '../kafka/meter.ts'
import type { Broker, Controller } from '../world/broker.ts'
import type { Cluster } from '../world/cluster.ts'
import { strainOf } from '../world/strain.ts'
import { BeanWriter, Routes } from './bean-writer.ts'
import { brokerStateBeans } from './beans/broker-state.ts'
import { brokerTopicBeans } from './beans/broker-topics.ts'
import { consumerLagBeans } from './beans/consumer-lag.ts'
import { controllerBeans, raftBeans } from './beans/controller.ts'
import { javaBeans } from './beans/java.ts'
import { javaFamilies } from './beans/java-families.ts'
import { HEAP_MAX_BYTES, heapUsedBytes, idleMachine, type JavaMachine, MAX_FDS } from './beans/java-machine.ts'
import { logBeans } from './beans/logs.ts'
import { networkBeans } from './beans/network.ts'
import { replicationBeans } from './beans/replication.ts'
import { requestBeans } from './beans/requests.ts'
import type { Generation } from './naming/generation.ts'
import type { Naming } from './naming/naming.ts'
import { MetricPage } from './page/metric-page.ts'
import { BrokerVitals } from './vitals/broker-vitals.ts'
import { connectionsOf } from './vitals/connections.ts'

/** The page of one node: call it for each scrape; it counts from one to the next. */
export type NodePage = (names: ReadonlySet<string> | null) => string

export interface NodePageOptions {
  readonly naming: Naming
  /** Of the exporter. Default 1.x. */
  readonly generation?: Generation
  readonly meter: Meter
  /** Of a broker, where others look at them too; absent: its own. */
  readonly vitals?: BrokerVitals | null
}

const BASE_FDS = 180
const FDS_PER_LOG = 3
const CONTROLLER_LOAD = 0.02
/** Of the heap, in use after a collection. */
const HEAP_KEPT = 0.28
const PAUSE_SECONDS = 0.011

export function nodePage(cluster: Cluster, node: Broker | Controller, options: NodePageOptions): NodePage {
  const routes = new Routes()
  const vitals = options.vitals ?? (node.kind === 'broker' ? new BrokerVitals(cluster, node, options.meter) : null)
  return (names) => {
    const startedAt = performance.now()
    const page = new MetricPage(options.generation)
    const writer = new BeanWriter(options.naming, page, routes)
    if (vitals !== null) brokerBeans(writer, vitals)
    if (vitals !== null && options.naming.id === 'M') consumerLagBeans(writer, vitals)
    controllerBeans(writer, cluster, node)
    raftBeans(writer, cluster, node)
    const machine = machineOf(cluster, node, { vitals, meter: options.meter })
    javaBeans(writer, machine)
    const { java, isJmx } = options.naming
    javaFamilies(page, java === 'node' ? machine : idleMachine(machine.startedAt, machine.uptimeMs))
    if (isJmx) exporterFamilies(page, (performance.now() - startedAt) / 1000)
    return page.text(names)
  }
}

function brokerBeans(writer: BeanWriter, vitals: BrokerVitals): void {
  vitals.look()
  brokerTopicBeans(writer, vitals)
  requestBeans(writer, vitals)
  networkBeans(writer, vitals)
  replicationBeans(writer, vitals)
  logBeans(writer, vitals)
  brokerStateBeans(writer, vitals)
}

function machineOf(
  cluster: Cluster,
  node: Broker | Controller,
  { vitals, meter }: { vitals: BrokerVitals | null; meter: Meter },
): JavaMachine {
  const uptimeMs = Math.max(1, cluster.now - node.startedAt)
  const logs = vitals === null ? 1 : cluster.hostedBy(node.id).length
  const strain = strainOf(cluster, node.id)
  const load = vitals?.load ?? CONTROLLER_LOAD
  const kept = vitals?.pressure.heapKept ?? Math.max(HEAP_KEPT, strain.heapKept)
  const collections = Math.floor(uptimeMs / 40_000)
  const open = vitals === null ? meter.connectionsOpen : connectionsOf(vitals).open
  const files = BASE_FDS + FDS_PER_LOG * logs + open
  return {
    startedAt: node.startedAt,
    uptimeMs,
    cpuSeconds: vitals?.cpuSeconds ?? (uptimeMs / 1000) * CONTROLLER_LOAD,
    load,
    hostLoad: vitals?.pressure.hostCpu ?? CONTROLLER_LOAD,
    openFds: Math.max(files, Math.round(strain.leakedFiles * MAX_FDS)),
    heapUsedBytes: heapUsedBytes({ uptimeMs, load }, kept),
    heapAfterGcBytes: Math.round(kept * HEAP_MAX_BYTES),
    young:
      vitals === null
        ? { count: collections, seconds: collections * PAUSE_SECONDS }
        : { count: Math.floor(vitals.collections), seconds: vitals.collectionSeconds },
    old: {
      count: Math.floor(vitals?.fullCollections ?? 0),
      seconds: Math.floor(vitals?.fullCollections ?? 0) * 0.6,
    },
  }
}

/** What the exporter tells of itself. */
function exporterFamilies(page: MetricPage, durationSeconds: number): void {
  page.add(
    { name: 'jmx_scrape_duration_seconds', type: 'gauge', help: 'Time this JMX scrape took, in seconds.' },
    durationSeconds,
  )
  page.add({ name: 'jmx_scrape_error', type: 'gauge', help: 'Non-zero if this scrape failed.' }, 0)
  page.add(
    { name: 'jmx_scrape_cached_beans', type: 'gauge', help: 'Number of beans with their matching rule cached' },
    0,
  )
  const reloads = [
    ['success', 'succeeded'],
    ['failure', 'failed'],
  ] as const
  for (const [name, word] of reloads) {
    const help = `Number of times configuration have been reloaded and ${word}.`
    page.add({ name: `jmx_config_reload_${name}_total`, type: 'counter', help }, 0)
  }
  const isOld = page.generation === '0.x'
  const labels = page.labelText([
    ['name', 'jmx_prometheus_javaagent'],
    ['version', isOld ? '0.20.0' : '1.0.1'],
  ])
  page
    .family({ name: 'jmx_exporter_build_info', type: 'info', help: 'JMX Exporter build information' })
    .push(`jmx_exporter_build_info${labels} ${isOld ? '1.0' : '1'}\n`)
}
