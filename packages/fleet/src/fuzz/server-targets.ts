// The fleet's servers, listening, as targets.
import { connect } from 'node:net'
import { API_VERSIONS } from '../apis/api-versions.ts'
import { ALL_APIS } from '../apis/index.ts'
import { type Fleet, openFleet } from '../fleet.ts'
import { Writer } from '../wire/writer.ts'
import { ClientConnection } from '../zookeeper/client-connection.ts'
import type { ServerTarget } from './fuzz-server.ts'
import { type KnownRequest, knownRequests } from './known-requests.ts'
import { recordedSamples } from './recorded-samples.ts'
import { CONNECT, REQUESTS } from './zookeeper-samples.ts'

const PROBE_MS = 10_000

/** A cluster of each mode; the one with ZooKeeper has an ensemble of three. */
export function openVictims(): Promise<Fleet> {
  const topics = [{ name: 'orders', partitions: 3, replicationFactor: 2, ratePerSecond: 10 }]
  return openFleet({
    seed: 5,
    clusters: [
      { name: 'kraft', mode: 'kraft', release: '4.3', topics, dataCentres: [{ name: 'a', racks: ['r'], brokers: 3 }] },
      {
        name: 'legacy',
        mode: 'zookeeper',
        release: '3.9',
        topics,
        dataCentres: [{ name: 'a', racks: ['r'], brokers: 2, zookeeper: 3 }],
      },
    ],
  })
}

export function serverTargets(fleet: Fleet): ServerTarget[] {
  const brokers = fleet.clusters.map((cluster): ServerTarget => {
    const nodes = [...cluster.nodes.values()]
    const ports = nodes.map(({ node }) => node.port)
    return {
      name: `Kafka brokers (${cluster.world.identity.mode})`,
      ports,
      greeting: null,
      samples: kafkaRequests(),
      taken: () => nodes.reduce((sum, { meter }) => sum + requestsOf(meter.byApi()), 0),
      mistakes: () =>
        nodes.flatMap(({ meter }) => {
          return meter.mistakes === 0 ? [] : [`${meter.mistakes} mistakes, the last: ${stackOf(meter.lastMistake)}`]
        }),
      connections: () => nodes.reduce((sum, { meter }) => sum + meter.connectionsOpen, 0),
      serves: () => answers(ports[0] ?? 0, apiVersions()),
    }
  })
  const ensembles = fleet.clusters.flatMap(({ zookeeper }): ServerTarget[] => {
    if (zookeeper === null) return []
    const { members } = zookeeper.ensemble
    return [
      {
        name: 'ZooKeeper nodes',
        ports: members.map(({ port }) => port),
        greeting: CONNECT,
        samples: [...REQUESTS, ...REQUESTS, CONNECT],
        taken: () => members.reduce((sum, { statistics }) => sum + statistics.packetsReceived, 0),
        // Nothing is caught there: an exception would end the process.
        mistakes: () => [],
        connections: () =>
          members.reduce(
            (sum, member) => sum + member.connections().filter((one) => one instanceof ClientConnection).length,
            0,
          ),
        serves: () => answers(members[0]?.port ?? 0, Buffer.from('srvr')),
      },
    ]
  })
  return [...brokers, ...ensembles]
}

function stackOf(mistake: unknown): string {
  return mistake instanceof Error ? `${mistake.stack}` : String(mistake)
}

function requestsOf(byApi: ReadonlyMap<number, { readonly requests: number }>): number {
  let sum = 0
  for (const { requests } of byApi.values()) sum += requests
  return sum
}

/** Every request of every version as Kafka's own classes wrote it, and as many that mean something here. */
function kafkaRequests(): Buffer[] {
  const recorded = recordedSamples()
    .filter(({ side }) => side === 'Request')
    .flatMap(({ api: name, version, bytes }) => {
      const api = APIS.get(name)
      return api === undefined ? [] : [asked({ api, version, body: bytes })]
    })
  const meant = knownRequests().map(asked)
  return [...recorded, ...Array.from({ length: Math.ceil(recorded.length / meant.length) }, () => meant).flat()]
}

function asked({ api, version, body }: KnownRequest): Buffer {
  const writer = new Writer()
  writer.int16(api.key)
  writer.int16(version)
  writer.int32(1)
  writer.int16(-1)
  if (version >= api.flexibleFrom) writer.uvarint(0)
  writer.raw(body)
  return Buffer.from(writer.finish())
}

const APIS = new Map(ALL_APIS.map((api) => [api.name, api]))

function apiVersions(): Buffer {
  const question = asked({ api: API_VERSIONS, version: 0, body: API_VERSIONS.writeRequest({}, 0) })
  const size = Buffer.alloc(4)
  size.writeInt32BE(question.length)
  return Buffer.concat([size, question])
}

/** Rejects when nothing comes back in time. */
function answers(port: number, question: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(question))
    const giveUp = setTimeout(() => socket.destroy(new Error(`no answer within ${PROBE_MS} ms`)), PROBE_MS)
    socket.once('data', () => {
      clearTimeout(giveUp)
      socket.destroy()
      resolve()
    })
    socket.once('error', (error) => {
      clearTimeout(giveUp)
      reject(error)
    })
  })
}
