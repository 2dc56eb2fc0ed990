// The addresses that brokers tell their clients, as far as settings, ZooKeeper and the list of brokers name them.
import type { BrokerFact, ClusterFacts, ConfigEntry } from '../facts.ts'
import type { AdvertisedListener, ListenerProtocol } from './probes.ts'

const PROTOCOLS: readonly string[] = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'] satisfies ListenerProtocol[]

/**
 * Every advertised listener of every registered broker. Best told by its registration in ZooKeeper, else by
 * advertised.listeners and listeners of the broker, else by the list of brokers, which shows the one listener that was asked.
 */
export function advertisedListeners(facts: ClusterFacts): readonly AdvertisedListener[] {
  const brokers = facts.registry.value?.brokers.filter(({ registered }) => registered) ?? []
  return brokers.flatMap((broker) => {
    const entries = facts.brokerConfigs.value?.byBroker.get(broker.id) ?? []
    const told = endpointsOf(facts, broker.id) ?? configured(entries) ?? []
    const read = told.flatMap((text) => listenerOf(text, broker, entries))
    const asked = read.some(({ host, port }) => host === broker.host && port === broker.port)
    const own = { brokerId: broker.id, name: null, protocol: null, host: broker.host, port: broker.port }
    return asked ? read : [own, ...read]
  })
}

function endpointsOf(facts: ClusterFacts, broker: number): readonly string[] | null {
  return facts.ensemble.value?.tree?.registrations.find(({ id }) => id === broker)?.endpoints ?? null
}

const settingOf = (entries: readonly ConfigEntry[], name: string) =>
  entries.find((entry) => entry.name === name)?.value || null

function configured(entries: readonly ConfigEntry[]): readonly string[] | null {
  const text = settingOf(entries, 'advertised.listeners') ?? settingOf(entries, 'listeners')
  if (text === null) return null
  const hidden = new Set((settingOf(entries, 'controller.listener.names') ?? '').split(',').map((name) => name.trim()))
  return text.split(',').filter((one) => !hidden.has(one.trim().split('://')[0] ?? ''))
}

/** `EXTERNAL://kafka-1.example.com:9093`; without a host Kafka tells the broker's own name. */
function listenerOf(text: string, broker: BrokerFact, entries: readonly ConfigEntry[]): AdvertisedListener[] {
  const found = /^([\w.-]+):\/\/(?:\[([^\]]+)\]|([^:/]*)):(\d{1,5})$/.exec(text.trim())
  const port = Number(found?.[4])
  if (found === null || !(port > 0 && port < 65_536)) return []
  const name = found[1] ?? ''
  return [
    { brokerId: broker.id, name, protocol: protocolOf(name, entries), host: found[2] || found[3] || broker.host, port },
  ]
}

function protocolOf(name: string, entries: readonly ConfigEntry[]): ListenerProtocol | null {
  const map = settingOf(entries, 'listener.security.protocol.map') ?? ''
  const pair = map.split(',').find((one) => one.trim().split(':')[0] === name)
  const protocol = pair?.trim().split(':')[1] ?? name
  return PROTOCOLS.includes(protocol) ? (protocol as ListenerProtocol) : null
}

/** `broker 3 EXTERNAL (host:port)` */
export function listenerWords({ brokerId, name, host, port }: AdvertisedListener): string {
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
  return `broker ${brokerId}${name === null ? '' : ` ${name}`} (${address})`
}
