import { afterEach, expect, it } from 'vitest'
import { METADATA } from '../../apis/metadata.ts'
import { SASL_AUTHENTICATE } from '../../apis/sasl-authenticate.ts'
import { SASL_HANDSHAKE } from '../../apis/sasl-handshake.ts'
import { openClient } from '../../faithfulness/ask.ts'
import { type Fleet, openFleet } from '../../fleet.ts'
import { SaslUsers } from '../sasl/index.ts'

let fleet: Fleet
afterEach(() => fleet.close())

async function open() {
  fleet = await openFleet({
    seed: 1,
    sasl: { users: new SaslUsers({ perigee: 'right' }) },
    clusters: [
      { name: 'c', mode: 'kraft', release: '4.3', dataCentres: [{ name: 'd', racks: ['a'], brokers: 1 }], topics: [] },
    ],
  })
  return openClient('127.0.0.1', fleet.clusters[0]?.world.brokers.get(1)?.port ?? 0)
}

const plain = (password: string) => Buffer.from(`\0perigee\0${password}`)

it('answers nobody who has not said who they are', async () => {
  const client = await open()
  expect(await client.ask(METADATA, 9, { topics: [] })).toBe('closed')
})

it('lets in who knows the password', async () => {
  const client = await open()
  expect(await client.ask(SASL_HANDSHAKE, 1, { mechanism: 'PLAIN' })).toMatchObject({ errorCode: 0 })
  expect(await client.ask(SASL_AUTHENTICATE, 2, { authBytes: plain('right') })).toMatchObject({ errorCode: 0 })
  expect(await client.ask(METADATA, 9, { topics: [] })).toMatchObject({ brokers: [{ nodeId: 1 }] })
  client.close()
})

it('tells who does not that it failed, and ends the connection', async () => {
  const client = await open()
  await client.ask(SASL_HANDSHAKE, 1, { mechanism: 'PLAIN' })
  expect(await client.ask(SASL_AUTHENTICATE, 2, { authBytes: plain('wrong') })).toMatchObject({ errorCode: 58 })
  expect(await client.ended()).toBe(true)
})
