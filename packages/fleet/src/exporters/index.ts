// Exporter pages: what Prometheus' JMX exporter shows of each simulated node.
//
// beans/    the world as MBeans, the same for every rule set
// naming/   rule sets: how an MBean's attribute is called on a page; another one is another entry in namings.ts
// vitals/   counters, drawn from the world between two looks
// page/     the text format
//
// Other services over HTTP (Cruise Control, Connect, a schema registry) get folders of their own beside this one.
export { createExporterServer, type ExporterServer } from './exporter-server.ts'
export { type HostPage, hostPage } from './host-page.ts'
export type { Generation } from './naming/generation.ts'
export { EXPORTER_RULES, type ExporterRules, namingOf } from './naming/namings.ts'
export { type NodePage, nodePage } from './node-page.ts'
export { BrokerVitals } from './vitals/broker-vitals.ts'
export { type WorldPages, worldPages } from './world-pages.ts'
