import type { Api } from '../../wire/index.ts'
import { Agenda } from '../../world/agenda.ts'
import { buildCluster } from '../../world/build-cluster.ts'
import type { ClusterSpec } from '../../world/cluster-spec.ts'
import { seededRandom } from '../../world/random.ts'
import { createErrorBook } from '../error-book.ts'
import type { Handler, RequestContext } from '../handler.ts'

export const NOW = Date.UTC(2026, 5, 1)

const SPEC: ClusterSpec = {
  name: 'one',
  mode: 'kraft',
  release: '3.9',
  dataCentres: [{ name: 'a', racks: ['r1', 'r2', 'r3'], brokers: 3 }],
  topics: [
    { name: 'quiet', partitions: 1, replicationFactor: 3 },
    { name: 'busy', partitions: 1, replicationFactor: 3, ratePerSecond: 10, recordBytes: 200, since: NOW - 3_600_000 },
    { name: 'state', partitions: 1, replicationFactor: 3, configs: { 'cleanup.policy': 'compact' } },
  ],
}

/** One cluster without sockets, on a clock that the test turns; handlers are asked as the dispatcher asks them. */
export function oneCluster(more: Partial<ClusterSpec> = {}) {
  const agenda = new Agenda(NOW)
  const cluster = buildCluster({ ...SPEC, ...more }, { agenda, random: seededRandom(1) })
  const errors = createErrorBook()
  const leader = (topic: string) => cluster.partition(topic, 0)!.leader
  const contextOf = ({ nodeId, version }: { nodeId: number; version: number }): RequestContext => ({
    cluster,
    node: cluster.brokers.get(nodeId)!,
    version,
    clientId: 'test',
    now: cluster.now,
    connection: {
      id: 1,
      peer: '127.0.0.1:9',
      principal: 'User:ANONYMOUS',
      isAuthenticated: true,
      isRefused: false,
      authenticator: null,
    },
    errors,
    struck: [],
    after: (delayMs, run) => agenda.after(delayMs, run),
  })
  return {
    agenda,
    cluster,
    errors,
    leader,
    contextOf,
    /** Encodes, asks, decodes: through the same bytes as a client. Null: no answer is sent. */
    async ask<Req, ReqIn, Res, ResIn>(
      handler: Handler,
      api: Api<Req, ReqIn, Res, ResIn>,
      { request, nodeId, version = Math.min(api.max, 12) }: { request: ReqIn; nodeId: number; version?: number },
    ): Promise<Res | null> {
      const body = await handler.handle(api.writeRequest(request, version), contextOf({ nodeId, version }))
      return body.length === 0 ? null : api.readResponse(body, version)
    },
  }
}
