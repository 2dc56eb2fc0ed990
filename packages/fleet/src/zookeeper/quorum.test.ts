import { expect, test } from 'vitest'
import { startEnsemble, word } from './testing/with-ensemble.ts'
import { zooKeeperClient } from './testing/zookeeper-client.ts'

const roles = (members: readonly { readonly role: string; readonly process: string }[]) =>
  members.map(({ role, process }) => (process === 'up' ? role : process))

test('a killed leader is followed by the next highest id in a new epoch, and comes back as a follower', async () => {
  await using fleet = await startEnsemble()
  const { ensemble, clock } = fleet
  const [first, second, third] = ensemble.members
  expect(roles(ensemble.members)).toEqual(['follower', 'follower', 'leader'])
  expect(ensemble.state.lastZxid >> 32n).toBe(1n)
  const address = third?.address
  third?.kill()
  expect(ensemble.hasQuorum()).toBe(false)
  expect(await word(first?.address ?? '', 'srvr')).toBe('This ZooKeeper instance is not currently serving requests\n')
  expect(await word(first?.address ?? '', 'ruok')).toBe('imok')
  expect(await word(first?.address ?? '', 'isro')).toBe('null')
  clock.advance(200)
  expect(roles(ensemble.members)).toEqual(['follower', 'leader', 'down'])
  expect(ensemble.state.lastZxid).toBe(2n << 32n)
  await third?.start()
  expect(third?.address).toBe(address)
  expect(roles(ensemble.members)).toEqual(['follower', 'leader', 'follower'])
  expect(await word(second?.address ?? '', 'mntr')).toContain('zk_synced_followers\t2\n')
  expect(ensemble.state.lastZxid).toBe(2n << 32n)
})

test('a minority serves nobody: no reads, no writes, no expiry; a second node ends that', async () => {
  await using fleet = await startEnsemble()
  const { ensemble, clock } = fleet
  const broker = ensemble.openInternalSession({ timeoutMs: 6_000, address: '127.0.0.1:9092' })
  broker?.createEphemeral('/b', '{}')
  ensemble.members[0]?.kill()
  expect(ensemble.hasQuorum()).toBe(true)
  ensemble.members[1]?.kill()
  broker?.lose()
  clock.advance(60_000)
  expect(roles(ensemble.members)).toEqual(['down', 'down', 'looking'])
  expect(ensemble.tree.create('/x', null)).toEqual({ ok: false, error: -4 })
  expect(ensemble.openInternalSession({ timeoutMs: 6_000, address: 'x:1' })).toBeNull()
  expect(broker?.alive).toBe(true)
  await ensemble.members[0]?.start()
  clock.advance(200)
  expect(roles(ensemble.members)).toEqual(['follower', 'down', 'leader'])
  expect(broker?.alive).toBe(true)
  clock.advance(8_000)
  expect([broker?.alive, ensemble.tree.get('/b')]).toEqual([false, undefined])
})

test('a hung leader holds up writes until it is missed; nobody hears from it meanwhile', async () => {
  await using fleet = await startEnsemble()
  const { ensemble, clock } = fleet
  const [first, , third] = ensemble.members
  using client = await zooKeeperClient(first?.address ?? '')
  third?.hang()
  const outcome = client.call('create', '/x', null).then(
    () => 'created',
    (error: Error) => error.message,
  )
  const read = client.call('exists', '/')
  expect(await word(first?.address ?? '', 'srvr')).toContain('Mode: follower')
  expect(ensemble.tree.get('/x')).toBeUndefined()
  clock.advance(9_999)
  expect(roles(ensemble.members)).toEqual(['follower', 'follower', 'hung'])
  clock.advance(1)
  expect(roles(ensemble.members)).toEqual(['looking', 'looking', 'hung'])
  expect(await outcome).toContain('CONNECTION_LOSS')
  await expect(read).rejects.toThrow('CONNECTION_LOSS')
  clock.advance(200)
  expect(roles(ensemble.members)).toEqual(['follower', 'leader', 'hung'])
  third?.resume()
  expect(roles(ensemble.members)).toEqual(['follower', 'leader', 'follower'])
})

test('a leader that hangs only for a while goes on where it stood', async () => {
  await using fleet = await startEnsemble()
  const { ensemble, clock } = fleet
  const [first, , third] = ensemble.members
  using client = await zooKeeperClient(first?.address ?? '')
  third?.hang()
  const created = client.call('create', '/x', null)
  await word(first?.address ?? '', 'srvr')
  clock.advance(5_000)
  third?.resume()
  expect(await created).toBe('/x')
  expect(roles(ensemble.members)).toEqual(['follower', 'follower', 'leader'])
  expect(ensemble.state.epoch).toBe(1)
})

test('a hung node accepts connections and says nothing; its clients hear everything after it wakes', async () => {
  await using fleet = await startEnsemble()
  const { ensemble } = fleet
  const [first] = ensemble.members
  using client = await zooKeeperClient(first?.address ?? '')
  const fired = new Promise((resolve) => client.call('exists', '/x', resolve))
  await client.call('exists', '/')
  first?.hang()
  let said = ''
  void fired.then(() => {
    said += 'fired, '
  })
  const asked = word(first?.address ?? '', 'ruok').then((text) => {
    said += text
  })
  ensemble.tree.create('/x', null)
  const read = client.call('exists', '/x')
  await word(ensemble.members[1]?.address ?? '', 'ruok')
  expect(said).toBe('')
  first?.resume()
  expect(await fired).toMatchObject({ name: 'NODE_CREATED' })
  expect(await read).not.toBeNull()
  await asked
  expect(said).toContain('imok')
})

test('a lone server is standalone and begins without an epoch', async () => {
  await using fleet = await startEnsemble({ members: 1 })
  const { ensemble } = fleet
  expect(await word(ensemble.connectString(), 'srvr')).toMatch(/Zxid: 0x0\nMode: standalone\nNode count: 5\n$/)
  await ensemble.members[0]?.restart()
  fleet.clock.advance(200)
  expect(roles(ensemble.members)).toEqual(['standalone'])
})

test('closing leaves no timer and no open socket behind', async () => {
  const fleet = await startEnsemble()
  using client = await zooKeeperClient(fleet.ensemble.connectString())
  fleet.ensemble.openInternalSession({ timeoutMs: 6_000, address: '127.0.0.1:9092' })
  await client.call('exists', '/')
  fleet.ensemble.members[0]?.hang()
  await fleet.ensemble.close()
  expect(fleet.clock.waiting).toBe(0)
  expect(fleet.ensemble.members.map((member) => member.connections().length)).toEqual([0, 0, 0])
})
