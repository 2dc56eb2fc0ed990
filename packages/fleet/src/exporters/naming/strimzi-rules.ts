// S: the rules of Strimzi's examples for the JMX exporter.
import { exampleYammer } from './example-rules.ts'
import { type BeanAttribute, joined, type Named, type Naming, tagLabels } from './naming.ts'

/** As the exporter's examples do it, but a gauge of percents gets an underscore, and no rule takes kafka.coordinator. */
function yammer(bean: BeanAttribute, name: string): Named | null {
  if (bean.domain.startsWith('kafka.coordinator')) return null
  const percent = /^(.+)Percent$/.exec(name)
  return exampleYammer(bean, bean.attribute === 'Value' && percent !== null ? `${percent[1]}_percent` : name)
}

function attribute({ domain, type, attribute, tags }: BeanAttribute): Named | null {
  switch (type) {
    case 'raft-metrics': {
      const name = joined(domain, 'raftmetrics', attribute)
      if (attribute === 'current-state') return { name, type: 'untyped', labels: {}, textLabel: 'current_state' }
      // Maxima of latencies are taken for counters.
      return { name, type: /-(total|max)$/.test(attribute) ? 'counter' : 'gauge', labels: {} }
    }
    case 'raft-channel-metrics': {
      const isKept = /^(incoming-byte|outgoing-byte|request|response)-total$/.test(attribute)
      return isKept ? { name: joined(domain, 'raftchannelmetrics', attribute), type: 'counter', labels: {} } : null
    }
    case 'broker-metadata-metrics':
      return { name: joined(domain, 'brokermetadatametrics', attribute), type: 'gauge', labels: {} }
    case 'socket-server-metrics':
      return sockets(attribute, tags)
    default:
      return null
  }
}

function sockets(attribute: string, tags: readonly string[]): Named | null {
  const name = 'kafka_server_socket_server_metrics'
  if (tags.includes('clientSoftwareName') && attribute === 'connections') {
    return { name: `${name}_connections_software`, type: 'gauge', labels: tagLabels(tags) }
  }
  return attribute === 'connection-count' && tags.length === 2
    ? { name: `${name}_connection_count`, type: 'gauge', labels: tagLabels(tags) }
    : null
}

export const STRIMZI_RULES: Naming = {
  id: 'S',
  java: 'node',
  isJmx: true,
  flattens: () => false,
  name(bean) {
    if (!bean.domain.startsWith('kafka.')) return null
    return bean.name === null ? attribute(bean) : yammer(bean, bean.name)
  },
}
