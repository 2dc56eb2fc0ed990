import type { BrokerVitals } from '@perigee/contract'
import {
  BROKER_STATES,
  brokerVitals,
  metricValue,
  missingOfBroker,
  requestTimes,
  type SeenNode,
  startedAt,
} from '@perigee/domain'
import type { ClusterState } from '../../facts/state.ts'
import { judgementOf } from '../brokers/restart.ts'
import { freshnessOfAnswer } from '../wire/freshness.ts'
import { usedOf } from '../wire/readings.ts'
import { instantOf } from '../wire/words.ts'
import { coverageWire } from './coverage.ts'
import { sceneOf } from './scene.ts'
import { metricReadings, requestTimesWire, whyWire } from './wire.ts'

const MOST_VERSIONS = 100

/** What exporters tell of one broker, beside its peers; a refusal for a broker nobody knows. */
export function brokerVitalsView(cluster: ClusterState, id: number, now: number): BrokerVitals {
  judgementOf(cluster, id, now)
  const { facts } = cluster
  const scene = sceneOf(facts, now)
  const node = scene.brokers.find((broker) => broker.id === id) ?? unseen(id)
  const state = metricValue(node, 'broker_state')
  return {
    data: {
      broker: id,
      coverage: coverageWire(cluster, now, id),
      whys: cluster.whys.filter((why) => why.brokers.includes(id) || why.culprit === id).map(whyWire),
      upSince: instantOf(startedAt(node)),
      state: state === null ? null : (BROKER_STATES.get(state) ?? `state ${state}`),
      requests: node.process === null ? [] : requestTimes(node).map(requestTimesWire),
      vitals: brokerVitals(scene, id).map((vital) => ({ ...vital, peers: [...vital.peers] })),
      purgatory: labelled(node, 'purgatory_size').map(([[operation], waiting]) => ({ operation, waiting })),
      connections: labelled(node, 'connections').map(([[listener], connections]) => ({ listener, connections })),
      versions: labelled(node, 'requests_by_version')
        .slice(0, MOST_VERSIONS)
        .map(([[request, version], perSecond]) => ({ request, version, perSecond })),
      missing: missingOfBroker(scene, node).map((metric) => ({ ...metric })),
    },
    freshness: freshnessOfAnswer([...usedOf(facts, ['registry']), ...metricReadings(facts, id)], now),
  }
}

/** A broker that is down and has no exporter known: everything about it is not told. */
function unseen(id: number): SeenNode {
  return { id, role: 'broker', process: null, host: null, observedAt: null }
}

type Labelled = readonly [labels: readonly [string, string], value: number]

/** Values of a metric by its labels, largest first; a sum without labels is left out. */
function labelled({ process }: SeenNode, id: string): Labelled[] {
  const found: Labelled[] = []
  for (const [key, value] of process?.values ?? []) {
    if (!key.startsWith(`${id}/`)) continue
    const [first = '', ...rest] = key.slice(id.length + 1).split('/')
    found.push([[first, rest.join('/')], value])
  }
  return found.sort((a, b) => b[1] - a[1] || (a[0].join() < b[0].join() ? -1 : 1))
}
