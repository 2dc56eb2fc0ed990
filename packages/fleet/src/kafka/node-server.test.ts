import { connect as connectTcp } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { afterEach, expect, it } from 'vitest'
import { type Fleet, type FleetNode, type FleetOptions, openFleet } from '../fleet.ts'
import type { ClusterSpec } from '../world/cluster-spec.ts'
import { askApiVersions, rawClient, watched } from './raw-client.fake.ts'
import { makeCertificates } from './tls/certificates.ts'

/** A busy machine is no failure. */
const PATIENT = { timeout: 10_000 }
const SPEC: ClusterSpec = {
  name: 'one',
  mode: 'kraft',
  release: '4.1',
  dataCentres: [{ name: 'a', racks: ['a1'], brokers: 1 }],
  topics: [],
}
const TLS = makeCertificates({ hosts: ['127.0.0.1'], now: Date.now() })

let fleet: Fleet | undefined
afterEach(async () => {
  await fleet?.close()
  fleet = undefined
})

async function open(options: Partial<FleetOptions> = {}): Promise<FleetNode> {
  fleet = await openFleet({ clusters: [SPEC], seed: 1, ...options })
  return fleet.clusters[0]?.nodes.get(1) as FleetNode
}

async function setState(node: FleetNode, state: 'up' | 'hung' | 'down'): Promise<void> {
  node.node.state = state
  fleet?.clusters[0]?.world.tell('nodes')
  await fleet?.settled()
}

it('a node that goes down resets who is connected and refuses who comes', async () => {
  const node = await open()
  await using client = await rawClient(node.node.port)
  client.send(askApiVersions(1))
  await client.frame()
  await setState(node, 'down')
  expect(await client.ended()).toBe('reset')
  await expect(rawClient(node.node.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  expect(node.meter.connectionsOpen).toBe(0)
})

it('it comes back on its own port, time and again', async () => {
  const node = await open()
  const { port } = node.node
  for (let i = 0; i < 5; i += 1) {
    await setState(node, 'down')
    await setState(node, 'up')
    expect(node.node.port).toBe(port)
    await using client = await rawClient(port)
    client.send(askApiVersions(i))
    expect((await client.frame()).readInt32BE(0)).toBe(i)
  }
})

it('a port that somebody has taken meanwhile is waited for', async () => {
  const node = await open()
  const { port } = node.node
  await setState(node, 'down')
  const thief = await listenOn(port)
  node.node.state = 'up'
  const back = fleet?.settled()
  await new Promise((resolve) => thief.close(resolve))
  await back
  await using client = await rawClient(port)
  client.send(askApiVersions(1))
  await client.frame()
})

it('counts connections, and forgets those that are gone', async () => {
  const node = await open()
  const clients = await Promise.all([1, 2, 3].map(() => rawClient(node.node.port)))
  await expect.poll(() => node.meter.connectionsOpen, PATIENT).toBe(3)
  for (const client of clients) await client[Symbol.asyncDispose]()
  await expect.poll(() => node.meter.connectionsOpen, PATIENT).toBe(0)
  expect(node.meter.connectionsOpened).toBe(3)
})

it('speaks TLS where it is told to', async () => {
  const node = await open({ tls: TLS })
  await using client = await tlsClient(node.node.port)
  client.send(askApiVersions(9))
  expect((await client.frame()).readInt32BE(0)).toBe(9)
})

it('a reset ends a TLS connection too, and nothing else', async () => {
  const node = await open({ tls: TLS })
  node.faults.add({ fault: { kind: 'reset' }, times: 1 })
  await using client = await tlsClient(node.node.port)
  client.send(askApiVersions(1))
  expect(await client.ended()).toBe('reset')
  await using next = await tlsClient(node.node.port)
  next.send(askApiVersions(2))
  expect((await next.frame()).readInt32BE(0)).toBe(2)
})

it('plain bytes on a TLS port are turned away, and those who dally in the handshake do not keep a node from stopping', async () => {
  const node = await open({ tls: TLS })
  await using plain = await rawClient(node.node.port)
  plain.send(askApiVersions(1))
  expect(await plain.ended()).not.toBe('open')
  const dallying = watched(connectTcp({ port: node.node.port, host: '127.0.0.1' }))
  await new Promise((resolve) => dallying.socket.once('connect', resolve))
  dallying.send(Buffer.from('16', 'hex'))
  await setState(node, 'down')
  expect(await dallying.ended()).not.toBe('open')
})

it('leaves no timer, socket or server behind', async () => {
  const before = process
    .getActiveResourcesInfo()
    .filter((kind) => kind !== 'Immediate')
    .sort()
  const node = await open()
  node.faults.add({ fault: { kind: 'late', byMs: 3_600_000 } })
  const clients = await Promise.all([1, 2, 3].map(() => rawClient(node.node.port)))
  for (const client of clients) client.send(askApiVersions(1))
  await fleet?.close()
  for (const client of clients) expect(await client.ended()).toBe('reset')
  const after = () =>
    process
      .getActiveResourcesInfo()
      .filter((kind) => kind !== 'Immediate')
      .sort()
  await expect.poll(after, PATIENT).toEqual(before)
})

async function tlsClient(port: number) {
  const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false })
  const client = watched(socket)
  await new Promise((resolve) => socket.once('secureConnect', resolve))
  return client
}

async function listenOn(port: number) {
  const { createServer } = await import('node:net')
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return server
}
