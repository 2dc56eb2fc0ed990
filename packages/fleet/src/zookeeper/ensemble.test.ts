import { expect, test } from 'vitest'
import { startEnsemble, word } from './testing/with-ensemble.ts'
import { ACL, CreateMode, type RawStat, type WatchedEvent, zooKeeperClient } from './testing/zookeeper-client.ts'

test('a client creates, reads, changes and deletes nodes, and is told why not', async () => {
  await using fleet = await startEnsemble()
  using client = await zooKeeperClient(fleet.ensemble.connectString())
  expect(await client.call('create', '/a', Buffer.from('one'))).toBe('/a')
  await expect(client.call('create', '/a', Buffer.from('two'))).rejects.toThrow('NODE_EXISTS')
  await expect(client.call('create', '/b/c', Buffer.from('two'))).rejects.toThrow('NO_NODE')
  expect(await client.call('create', '/a/s-', null, CreateMode.PERSISTENT_SEQUENTIAL)).toBe('/a/s-0000000000')
  expect(await client.call('create', '/a/e-', null, CreateMode.EPHEMERAL_SEQUENTIAL)).toBe('/a/e-0000000001')
  await expect(client.call('create', '/a/e-0000000001/x', null)).rejects.toThrow('NO_CHILDREN_FOR_EPHEMERALS')
  await expect(client.call('setData', '/a', Buffer.from('three'), 7)).rejects.toThrow('BAD_VERSION')
  expect(await client.call<RawStat>('setData', '/a', Buffer.from('three'), 0)).toMatchObject({ version: 1 })
  const [data, stat] = await client.call<[Buffer, RawStat]>('getData', '/a')
  expect(data.toString()).toBe('three')
  expect(stat).toMatchObject({ version: 1, cversion: 2, aversion: 0, dataLength: 5, numChildren: 2 })
  await expect(client.call('remove', '/a')).rejects.toThrow('NOT_EMPTY')
  await client.call('remove', '/a/s-0000000000')
  await client.call('remove', '/a/e-0000000001')
  expect(await client.call<RawStat>('exists', '/a')).toMatchObject({ cversion: 4, numChildren: 0 })
  // A name is not given twice although its node is gone.
  expect(await client.call('create', '/a/s-', null, CreateMode.PERSISTENT_SEQUENTIAL)).toBe('/a/s-0000000002')
  await client.call('remove', '/a/s-0000000002')
  await client.call('remove', '/a', 1)
  expect(await client.call('exists', '/a')).toBeNull()
})

test('watches fire once, before the answer to the change, and in the order of the changes', async () => {
  await using fleet = await startEnsemble()
  using client = await zooKeeperClient(fleet.ensemble.connectString())
  const seen: string[] = []
  const watch = (event: WatchedEvent) => seen.push(`${event.name} ${event.path}`)
  await client.call('exists', '/w', watch)
  await client.call('getChildren', '/', watch)
  await client.call('create', '/w', Buffer.from('x'))
  seen.push('created')
  expect(seen).toEqual(['NODE_CREATED /w', 'NODE_CHILDREN_CHANGED /', 'created'])
  await client.call('create', '/unwatched', null)
  await client.call('getData', '/w', watch)
  await client.call('setData', '/w', Buffer.from('y'))
  await client.call('setData', '/w', Buffer.from('z'))
  await client.call('getChildren', '/w', watch)
  await client.call('remove', '/w')
  expect(seen.slice(3)).toEqual(['NODE_DATA_CHANGED /w', 'NODE_DELETED /w'])
})

test('a transaction is done whole or not at all, and says where it failed', async () => {
  await using fleet = await startEnsemble()
  using client = await zooKeeperClient(fleet.ensemble.connectString())
  const commit = (fill: (t: ReturnType<typeof client.raw.transaction>) => unknown) =>
    new Promise<{ error: Error | null; results: readonly { readonly err?: number }[] }>((resolve) => {
      const transaction = client.raw.transaction()
      fill(transaction)
      transaction.commit((error, results) => resolve({ error, results }))
    })
  const good = await commit((t) => t.create('/t').create('/t/a', Buffer.from('1')).setData('/t', Buffer.from('2')))
  expect(good.error).toBeNull()
  const { tree } = fleet.ensemble
  const zxids = ['/t', '/t/a'].map((path) => tree.get(path)?.stat.mzxid)
  expect(zxids[0]).toBe(zxids[1])
  const before = tree.get('/t')
  const bad = await commit((t) =>
    t.create('/t/b').remove('/t/a').setData('/t', Buffer.from('3')).check('/t', 9).create('/t/c'),
  )
  expect(bad.error?.message).toContain('BAD_VERSION')
  expect(bad.results.map(({ err }) => err)).toEqual([0, 0, 0, -103, -2])
  expect(tree.get('/t')).toEqual(before)
  expect(tree.children('/t')).toEqual(['a'])
})

test('ACLs let only those in who proved who they are', async () => {
  await using fleet = await startEnsemble()
  using owner = await zooKeeperClient(fleet.ensemble.connectString())
  using other = await zooKeeperClient(fleet.ensemble.connectString())
  owner.raw.addAuthInfo('digest', Buffer.from('kafka:secret'))
  await owner.call('create', '/secret', Buffer.from('x'), ACL.CREATOR_ALL_ACL)
  await expect(other.call('getData', '/secret')).rejects.toThrow('NO_AUTH')
  await expect(other.call('create', '/secret/a', null)).rejects.toThrow('NO_AUTH')
  await expect(other.call('create', '/mine', null, ACL.CREATOR_ALL_ACL)).rejects.toThrow('INVALID_ACL')
  await owner.call('setACL', '/secret', [...ACL.CREATOR_ALL_ACL, ...ACL.READ_ACL_UNSAFE])
  expect(String((await other.call<[Buffer]>('getData', '/secret'))[0])).toBe('x')
  await expect(other.call('setData', '/secret', Buffer.from('y'))).rejects.toThrow('NO_AUTH')
  other.raw.addAuthInfo('digest', Buffer.from('kafka:secret'))
  expect(String((await other.call<[Buffer]>('getData', '/secret'))[0])).toBe('x')
})

test('a session whose time has run out is gone with its ephemeral nodes', async () => {
  await using fleet = await startEnsemble()
  const { ensemble, clock } = fleet
  using client = await zooKeeperClient(ensemble.connectString(), 30_000)
  await client.call('create', '/e', null, CreateMode.EPHEMERAL)
  clock.advance(25_000)
  await client.call('exists', '/e')
  clock.advance(25_000)
  expect(ensemble.tree.get('/e')).toBeDefined()
  const expired = client.waitFor('EXPIRED')
  clock.advance(15_000)
  expect(ensemble.tree.get('/e')).toBeUndefined()
  await expired
  expect(ensemble.state.sessions.count).toBe(0)
})

test('closing a session takes its ephemeral nodes at once', async () => {
  await using fleet = await startEnsemble()
  using watcher = await zooKeeperClient(fleet.ensemble.connectString())
  {
    using client = await zooKeeperClient(fleet.ensemble.connectString())
    await client.call('create', '/e', null, CreateMode.EPHEMERAL)
    const deleted = new Promise((resolve) => watcher.call('exists', '/e', resolve))
    await watcher.call('exists', '/')
    client.raw.close()
    expect(await deleted).toMatchObject({ name: 'NODE_DELETED', path: '/e' })
  }
  expect(fleet.ensemble.state.sessions.count).toBe(1)
})

test('a client whose node is killed goes on with its session and its watches at another one', async () => {
  await using fleet = await startEnsemble()
  const { ensemble, clock } = fleet
  using client = await zooKeeperClient(ensemble.connectString())
  await client.call('create', '/e', Buffer.from('1'), CreateMode.EPHEMERAL)
  const fired = new Promise((resolve) => client.call('getData', '/e', resolve))
  await client.call('exists', '/')
  const id = client.raw.getSessionId().toString('hex')
  const mine = ensemble.members.find((member) => member.connections().length > 0)
  const again = client.waitFor('SYNC_CONNECTED')
  mine?.kill()
  clock.advance(1_000) // a leader may have been killed: the others elect one
  ensemble.tree.set('/e', '2')
  await again
  expect(client.raw.getSessionId().toString('hex')).toBe(id)
  expect(await fired).toMatchObject({ name: 'NODE_DATA_CHANGED', path: '/e' })
  expect(ensemble.tree.get('/e')?.stat.ephemeralOwner).toBe(BigInt(`0x${id}`))
  await expect(word(mine?.address ?? '', 'srvr')).rejects.toThrow('ECONNREFUSED')
})
