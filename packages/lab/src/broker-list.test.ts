import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { brokersSeenBy } from './broker-list.ts'

const servers: { close(): void }[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** Answers every connection with these chunks, one after the other. */
async function answering(...chunks: Buffer[]): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.once('data', () => {
      for (const chunk of chunks) socket.write(chunk)
    })
  }).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return (server.address() as { port: number }).port
}

/** Metadata v1 with brokers 1 (rack "a") and 7 (no rack), and more behind them. */
const ANSWER = Buffer.from(
  [
    '0000004a 00000001 00000002',
    '00000001 0009 3132372e302e302e31 00002384 0001 61',
    '00000007 0009 3132372e302e302e31 00002385 ffff',
    '00000007 00000000',
  ]
    .join('')
    .replaceAll(' ', ''),
  'hex',
)
ANSWER.writeInt32BE(ANSWER.length - 4, 0)

it('reads the ids of all brokers, also from an answer in pieces', async () => {
  expect(await brokersSeenBy(await answering(ANSWER))).toEqual([1, 7])
  expect(
    await brokersSeenBy(await answering(ANSWER.subarray(0, 3), ANSWER.subarray(3, 30), ANSWER.subarray(30))),
  ).toEqual([1, 7])
})

it('gives none for a broker that says nothing, or is not there', async () => {
  const silent = await answering()
  expect(await brokersSeenBy(silent, 50)).toEqual([])
  for (const server of servers.splice(0)) server.close()
  expect(await brokersSeenBy(silent, 50)).toEqual([])
})
