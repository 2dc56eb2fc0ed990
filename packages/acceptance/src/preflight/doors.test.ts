// The probes of preflight against real TLS and plain listeners on loopback.

import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import type { AdvertisedListener, ListenerProtocol } from '@perigee/domain'
import { makeCertificates } from '@perigee/fleet'
import { runProbes } from '@perigee/sources'
import { expect, test } from 'vitest'

const DAY_MS = 86_400_000

async function listening(server: Server): Promise<{ port: number } & AsyncDisposable> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()))
  return { port: (server.address() as AddressInfo).port, [Symbol.asyncDispose]: close }
}

function tlsServer(hosts: readonly string[], validForMs: number) {
  const { ca, cert, key } = makeCertificates({ hosts, now: Date.now(), validForMs })
  const heard: Buffer[] = []
  const server = createTlsServer({ cert: cert + ca, key, requestCert: true, rejectUnauthorized: false }, (socket) => {
    socket.on('data', (data) => void heard.push(data)).on('error', () => undefined)
    if (socket.getPeerCertificate().raw !== undefined) heard.push(Buffer.from('a client certificate'))
  })
  return { server, ca, heard }
}

const door = (port: number, protocol: ListenerProtocol | null, host = '127.0.0.1'): AdvertisedListener => ({
  brokerId: 1,
  name: 'CLIENTS',
  protocol,
  host,
  port,
})

async function probe(
  listener: AdvertisedListener,
  over: { ca?: string | null; tls?: boolean; timeoutMs?: number } = {},
) {
  const options = { timeoutMs: 5_000, ca: null, tls: false, now: () => Date.now(), ...over }
  const plan = { listeners: [listener], services: [], clocks: [], purges: [] }
  const { listeners } = await runProbes(plan, options, new AbortController().signal)
  return listeners[0]
}

test('a certificate near its end: its days, its names, trusted by the CA that is configured; nothing is said', async () => {
  const { server, ca, heard } = tlsServer(['127.0.0.1', 'kafka-1.example.com'], 5 * DAY_MS)
  await using open = await listening(server)
  const found = await probe(door(open.port, 'SASL_SSL'), { ca })
  expect(found).toMatchObject({
    failure: null,
    resolved: ['127.0.0.1'],
    certificate: { names: ['127.0.0.1', 'kafka-1.example.com'], isForHost: true, distrust: null, isSelfSigned: false },
  })
  const days = ((found?.certificate?.validTo ?? 0) - Date.now()) / DAY_MS
  expect(days).toBeGreaterThan(4.9)
  expect(days).toBeLessThan(5.1)
  expect(found?.certificate?.chain.map(({ subject }) => subject)).toEqual(['Simulated fleet authority'])
  expect(heard).toEqual([])
})

test('one that has run out, for another name, by a CA nobody trusts', async () => {
  const { server } = tlsServer(['kafka-1.example.com'], -DAY_MS)
  await using open = await listening(server)
  const found = await probe(door(open.port, 'SSL'))
  expect(found?.certificate).toMatchObject({ isForHost: false, distrust: expect.any(String) })
  expect(found?.certificate?.validTo).toBeLessThan(Date.now())
})

test('a listener of no known protocol is asked for its certificate when the console itself speaks TLS', async () => {
  const { server } = tlsServer(['127.0.0.1'], DAY_MS)
  await using open = await listening(server)
  expect((await probe(door(open.port, null), { tls: true }))?.certificate).not.toBeNull()
  expect((await probe(door(open.port, null)))?.certificate).toBeNull()
})

test('a plain listener takes the connection; one that should speak TLS and does not is a failure of TLS', async () => {
  const heard: Buffer[] = []
  const sockets = new Set<{ destroy(): void }>()
  const plain = createServer((socket) => {
    sockets.add(socket)
    socket
      .on('error', () => undefined)
      .on('data', (data) => {
        heard.push(data)
        socket.end('no')
      })
  })
  await using open = await listening(plain)
  expect(await probe(door(open.port, 'PLAINTEXT'))).toMatchObject({
    failure: null,
    certificate: null,
    connectMs: expect.any(Number),
  })
  expect(heard).toEqual([])
  expect(await probe(door(open.port, 'SSL'))).toMatchObject({
    failure: { code: 'tls' },
    certificate: null,
    connectMs: expect.any(Number),
  })
  for (const socket of sockets) socket.destroy()
})

test('nobody listens; the name does not resolve; a peer that says nothing is given up', async () => {
  const closed = await listening(createServer())
  await closed[Symbol.asyncDispose]()
  expect(await probe(door(closed.port, 'PLAINTEXT'))).toMatchObject({
    failure: { code: 'refused' },
    resolved: ['127.0.0.1'],
  })
  expect(await probe(door(9092, 'PLAINTEXT', 'no-such-host.invalid'))).toMatchObject({
    failure: { code: 'dns' },
    resolved: [],
  })
  const silent = createServer((socket) => void socket.on('error', () => undefined).resume())
  await using open = await listening(silent)
  expect(await probe(door(open.port, 'SSL'), { timeoutMs: 200 })).toMatchObject({
    failure: { code: 'tls', message: 'TLS did not come to terms within 200 ms' },
  })
})
