import type { CannedResult, CannedRoute } from './canned.ts'
import { cannedBroker, cannedBrokers, cannedRestart } from './canned-brokers.ts'
import { cannedCapability } from './canned-capability.ts'
import { cannedCapacity } from './canned-capacity.ts'
import { cannedWhatIf } from './canned-durability.ts'
import { cannedPartitions, cannedTopic, cannedTopics, mistakeOf } from './canned-lists.ts'
import { cannedNodeSeries } from './canned-node-series.ts'
import { cannedQuorum } from './canned-quorum.ts'
import { topicsOf } from './canned-rows.ts'
import { cannedSources } from './canned-sources.ts'
import { answer } from './canned-story.ts'
import { cannedBrokerVitals, cannedClusterVitals } from './canned-vitals.ts'

// Brokers, topics, partitions, durability and sources of the canned story.

const ok = (body: unknown): CannedResult => ({ status: 200, body })
const refused = (status: number, error: Record<string, unknown>): CannedResult => ({
  status,
  body: { error: { hint: null, id: '9b1e07aa', ...error } },
})

const CLUSTER_PATH =
  /^\/api\/v1\/clusters\/([^/]+)\/(brokers|topics|partitions|what-if)(?:\/([^/]+))?(\/restart-check)?$/

const METRICS_PATH = /^\/api\/v1\/clusters\/([^/]+)\/(vitals|capability|capacity|quorum|brokers\/(\d+)\/vitals)$/

export const routes: CannedRoute[] = [
  (canned, path) => {
    const [, name, noun, broker] = METRICS_PATH.exec(path) ?? []
    if (name === undefined) return null
    const cluster = decodeURIComponent(name)
    if (broker !== undefined) return ok(cannedBrokerVitals(canned, cluster, Number(broker)))
    if (noun === 'quorum') return ok(cannedQuorum(canned, cluster))
    if (noun === 'capacity') return ok(cannedCapacity(canned, cluster))
    return ok(noun === 'vitals' ? cannedClusterVitals(canned, cluster) : cannedCapability(canned, cluster))
  },
  (canned, path, search) => {
    const series = path === '/api/v1/series' ? cannedNodeSeries(canned, search) : null
    return series === null ? null : ok(series)
  },
  (canned, path) => (path === '/api/v1/sources' ? ok(cannedSources(canned)) : null),
  (canned, path, search) => {
    const [, clusterText, noun, nameText, restart] = CLUSTER_PATH.exec(path) ?? []
    if (clusterText === undefined) return null
    const cluster = decodeURIComponent(clusterText)
    if (cluster === 'nowhere')
      return refused(404, {
        code: 'UNKNOWN_CLUSTER',
        message: `There is no cluster ${cluster}`,
        hint: 'payments-eu, orders-legacy',
      })
    const name = nameText === undefined ? null : decodeURIComponent(nameText)
    const mistake = mistakeOf(search.get('q') ?? '')
    if (mistake !== null)
      return refused(400, { code: 'INVALID_FILTER', hint: 'Keys: topic, is, status, rf, size …', ...mistake })
    if (noun === 'what-if') return ok(cannedWhatIf(canned, (search.get('lose') ?? '').split(',').filter(Boolean)))
    if (noun === 'partitions') return ok(cannedPartitions(canned, cluster, search))
    if (noun === 'topics') {
      if (name === null) return ok(cannedTopics(canned, cluster, search))
      const topic = topicsOf(canned, cluster).find((each) => each.name === name)
      if (topic === undefined)
        return refused(404, {
          code: 'UNKNOWN_TOPIC',
          message: `There is no topic ${name} in ${cluster}`,
          hint: 'Nearest: payments.captured',
        })
      return ok(cannedTopic(canned, topic))
    }
    if (name === null) return ok(cannedBrokers(canned))
    if (restart !== undefined) return ok(answer(canned, cannedRestart(canned, Number(name))))
    const broker = cannedBroker(canned, Number(name))
    return broker === null
      ? refused(404, {
          code: 'UNKNOWN_BROKER',
          message: `There is no broker ${name} in ${cluster}`,
          hint: 'It has never been registered since Perigee started.',
        })
      : ok(broker)
  },
]
