import { readZooKeeper } from '@perigee/sources'
import { expect, test } from 'vitest'
import { startEnsemble, word } from '../testing/with-ensemble.ts'
import { zooKeeperClient } from '../testing/zookeeper-client.ts'

test('only srvr is answered unless more is allowed', async () => {
  await using fleet = await startEnsemble({ whitelist: ['srvr'] })
  const address = fleet.ensemble.members[0]?.address ?? ''
  expect(await word(address, 'srvr\n')).toContain('Mode: follower')
  expect(await word(address, 'mntr')).toBe('mntr is not executed because it is not in the whitelist.\n')
  expect(await word(address, 'ruok')).toBe('ruok is not executed because it is not in the whitelist.\n')
  expect(await word(address, 'nope')).toBe('')
})

test("the console's own reader takes each node for what it is", async () => {
  await using fleet = await startEnsemble({ whitelist: ['srvr'] })
  const { ensemble } = fleet
  ensemble.members[0]?.kill()
  const deadlines = { connectTimeoutMs: 2_000, requestTimeoutMs: 2_000 }
  const addresses = ensemble.members.map((member) => member.address)
  const read = await readZooKeeper(addresses, deadlines, new AbortController().signal)
  expect(read.ok && read.value.nodes.map(({ role, version, znodes }) => [role, version, znodes])).toEqual([
    [null, null, null],
    ['follower', '3.8.4', 5],
    ['leader', '3.8.4', 5],
  ])
})

test('mntr, srvr, stat, cons, wchs and dump tell of the same clients', async () => {
  await using fleet = await startEnsemble()
  const { ensemble, clock } = fleet
  const [first, second, leader] = ensemble.members
  const broker = ensemble.openInternalSession({ timeoutMs: 18_000, address: '10.0.0.7:41000' })
  broker?.createEphemeral('/one', 'abc')
  using client = await zooKeeperClient(second?.address ?? '')
  await client.call('exists', '/one', () => undefined)
  await client.call('getChildren', '/', () => undefined)
  clock.advance(2_500)
  const mntr = new Map(
    (await word(leader?.address ?? '', 'mntr')).split('\n').map((line) => line.split('\t') as [string, string]),
  )
  expect(Object.fromEntries(mntr)).toMatchObject({
    zk_server_state: 'leader',
    zk_peer_state: 'leading - broadcast',
    zk_znode_count: '6',
    zk_ephemerals_count: '1',
    zk_global_sessions: '2',
    zk_synced_followers: '2',
    zk_quorum_size: '3',
    zk_uptime: '2500',
    zk_avg_latency: '0.0',
    zk_proposal_count: '3',
    zk_watch_count: '0',
  })
  expect(await word(second?.address ?? '', 'mntr')).toContain('zk_watch_count\t2\n')
  expect(await word(second?.address ?? '', 'wchs')).toBe('1 connections watching 1 paths\nTotal watches:1\n')
  expect(await word(first?.address ?? '', 'cons')).toMatch(
    /^ \/10\.0\.0\.7:41000\[1\]\(queued=0,recved=0,sent=0,sid=0x[\da-f]+,lop=PING,est=\d+,to=18000,lzxid=0x100000003,/m,
  )
  expect(await word(second?.address ?? '', 'cons')).toMatch(
    /recved=\d+,sent=\d+,sid=0x2[\da-f]+,lop=GETC,.*,to=30000,lcxid=0x/,
  )
  expect(await word(second?.address ?? '', 'stat')).toMatch(
    /Clients:\n \/127.*\n \/127.*\n\nLatency min\/avg\/max: 0\/0.0\/0\n/,
  )
  const dump = await word(leader?.address ?? '', 'dump')
  expect(dump).toContain('Global Sessions(2):\n')
  expect(dump).toMatch(/Sessions with Ephemerals \(1\):\n0x1[\da-f]+:\n\t\/one\nConnections dump:\n/)
  expect(await word(leader?.address ?? '', 'srvr')).toMatch(/Proposal sizes last\/min\/max: \d+\/\d+\/\d+\n$/)
})

test('a slow node makes its clients wait, and says so', async () => {
  await using fleet = await startEnsemble()
  const { ensemble, clock } = fleet
  const second = ensemble.members[1]
  using client = await zooKeeperClient(second?.address ?? '')
  if (second) second.delayMs = 40
  const reads = [client.call('exists', '/'), client.call('exists', '/zookeeper')]
  await expect.poll(() => second?.outstanding()).toBe(2)
  expect(await word(second?.address ?? '', 'srvr')).toContain('Outstanding: 2\n')
  clock.advance(40)
  await Promise.all(reads)
  expect(await word(second?.address ?? '', 'srvr')).toMatch(/Latency min\/avg\/max: 0\/\d+\.\d+\/40\nReceived/)
})

test('conf names the limits and the members', async () => {
  await using fleet = await startEnsemble({ tickTimeMs: 500, limits: { maxConnectionsPerAddress: 10 } })
  const text = await word(fleet.ensemble.members[1]?.address ?? '', 'conf')
  expect(text).toMatch(/^tickTime=500\nmaxClientCnxns=10\nminSessionTimeout=1000\nmaxSessionTimeout=10000\n/m)
  expect(text).toContain('\nserverId=2\n')
  expect(text).toMatch(/membership: \n(server\.[123]=127\.0\.0\.1:2888:3888:participant\n){3}version=0$/)
})
