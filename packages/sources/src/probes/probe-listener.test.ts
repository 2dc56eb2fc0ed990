import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { probeListener } from './probe-listener.ts'

const OPTIONS = { timeoutMs: 5_000, ca: null, tls: false }
const never = () => new AbortController().signal
const at = (host: string, port: number) => ({ brokerId: 1, name: null, protocol: null, host, port })

test.each([
  ['', 9092],
  ['kafka-1', -1],
  ['kafka-1', 0],
  ['127.0.0.1', 70_000],
])('an advertised address that is none is told and not knocked at: "%s", %i', async (host, port) => {
  const { failure, resolved } = await probeListener(at(host, port), OPTIONS, never())
  expect([failure?.code, failure?.message, resolved]).toEqual([
    'dns',
    'this is no address that clients could connect to',
    [],
  ])
})

test('an empty host is not this machine', async () => {
  const asked: string[] = []
  const server = createServer((socket) => {
    asked.push(String(socket.remoteAddress))
    socket.destroy()
  })
  const port = await new Promise<number>((resolve) =>
    server.listen(0, 'localhost', () => resolve((server.address() as { port: number }).port)),
  )
  expect((await probeListener(at('', port), OPTIONS, never())).connectMs).toBeNull()
  expect((await probeListener(at('localhost', port), OPTIONS, never())).connectMs).not.toBeNull()
  await new Promise((resolve) => server.close(resolve))
  expect(asked.length).toBe(1)
})

test('nothing is said to a listener, and a handshake that does not come ends by the deadline', async () => {
  const heard: number[] = []
  const server = createServer((socket) => void socket.on('data', (data) => void heard.push(data[0] ?? -1)))
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
  )
  expect((await probeListener(at('127.0.0.1', port), OPTIONS, never())).failure).toBeNull()
  expect(heard).toEqual([])
  const tls = await probeListener(at('127.0.0.1', port), { ...OPTIONS, timeoutMs: 200, tls: true }, never())
  expect([tls.failure?.code, tls.certificate]).toEqual(['tls', null])
  // A record of the TLS handshake.
  expect(heard).toEqual([22])
  await new Promise((resolve) => server.close(resolve))
})
