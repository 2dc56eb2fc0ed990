// The defects of the client behind the thread, each seen not to reach the console (kafka.md §3.7 of the design).
import { afterEach, expect, test } from 'vitest'
import { SessionKeeper } from './keep-session.ts'
import { type FakeKeeper, type FakeNode, startKeeper } from './zookeeper.fake.ts'

const threadFile = new URL('./serve-session.fake.ts', import.meta.url)
/** Long enough for a thread to start on a busy machine. */
const PATIENT = { connectTimeoutMs: 2_000, requestTimeoutMs: 1_500 }
const QUICK = { connectTimeoutMs: 400, requestTimeoutMs: 400 }
const broker = (id: number, owner: bigint): FakeNode => ({
  owner,
  data: `{"version":5,"host":"kafka-${id}","port":9092,"endpoints":["PLAINTEXT://kafka-${id}:9092"],"timestamp":"1700000000000"}`,
})
const KAFKA: Readonly<Record<string, FakeNode>> = {
  '/kafka': {},
  '/kafka/brokers': {},
  '/kafka/brokers/ids': {},
  '/kafka/brokers/ids/1': broker(1, 0x77n),
  '/kafka/cluster': {},
  '/kafka/cluster/id': { data: '{"version":"1","id":"abc"}' },
  '/kafka/controller': { data: '{"version":2,"brokerid":1,"timestamp":"1700000000001","kraftControllerEpoch":-1}' },
  '/kafka/controller_epoch': { data: '7' },
}

const open: AsyncDisposable[] = []
afterEach(async () => {
  for (const each of open.splice(0)) await each[Symbol.asyncDispose]()
})

async function keeper(nodes = KAFKA): Promise<FakeKeeper> {
  const fake = await startKeeper(nodes)
  open.push(fake)
  return fake
}

function session(nodes: readonly FakeKeeper[], deadlines = PATIENT): SessionKeeper {
  const addresses = nodes.map(({ address }) => address)
  const kept = new SessionKeeper({
    threadFile,
    addresses,
    deadlines,
    sessionTimeoutMs: 3_000,
    digest: 'perigee:secret',
  })
  open.unshift({ [Symbol.asyncDispose]: () => kept.close() })
  return kept
}

async function read(kept: SessionKeeper, chroot = '/kafka') {
  const result = await kept.read({ chroot, surroundings: 'read' }, new AbortController().signal)
  return result.ok ? result.value : result.failure
}

const READ = { ok: true, tree: { clusterId: 'abc' } }

test('reads what Kafka keeps, shows its digest, and writes nothing', async () => {
  const node = await keeper()
  const kept = session([node])
  expect(await read(kept)).toMatchObject({
    tree: {
      clusterId: 'abc',
      controller: { brokerId: 1, since: 1_700_000_000_001, kraftEpoch: -1 },
      controllerEpoch: 7,
      registrations: [
        { id: 1, endpoints: ['PLAINTEXT://kafka-1:9092'], registeredAt: 1_700_000_000_000, session: '0x77' },
      ],
      migration: null,
    },
    surroundings: { rootOpen: true, tenancy: { kind: 'dedicated', others: [] } },
  })
  expect(node.digests).toEqual(['perigee:secret'])
  // exists, getData, getACL, ping, getChildren2, auth.
  expect([...node.operations].filter((op) => ![3, 4, 6, 11, 12, 100].includes(op))).toEqual([])
})

test('a connection that is cut in the middle of a frame goes on with the same session', async () => {
  const node = await keeper()
  const kept = session([node])
  expect(await read(kept)).toMatchObject(READ)
  const before = kept.ticket?.id
  node.fault = 'cut'
  expect(await read(kept)).toMatchObject(READ)
  expect(await read(kept)).toMatchObject(READ)
  expect(kept.ticket?.id).toEqual(before)
  // A slow thread may be taken for a stuck one, and the session then goes on in the next: always the same.
  expect(new Set(node.resumed).size).toBe(1)
  expect(kept.sessionsLost).toBe(0)
})

test('an answer that makes the client throw past every handler ends its thread and nothing else', async () => {
  const node = await keeper()
  const kept = session([node])
  expect(await read(kept)).toMatchObject(READ)
  node.fault = 'garbage'
  expect(await read(kept)).toMatchObject(READ)
  expect(kept.sessionsLost).toBe(0)
})

test('what waits while the session turns out to have expired is answered by a new one, with the digest shown again', async () => {
  const [node, other] = [await keeper(), await keeper()]
  const kept = session([node, other])
  expect(await read(kept)).toMatchObject(READ)
  node.fault = 'cut'
  other.fault = 'expire'
  expect(await read(kept)).toMatchObject(READ)
  expect(kept.sessionsLost).toBe(1)
  expect(other.digests.length).toBeGreaterThan(0)
})

test('a node that takes questions and answers none costs one deadline, then the next node goes on with the session', async () => {
  const [node, other] = [await keeper(), await keeper()]
  const kept = session([node, other])
  expect(await read(kept)).toMatchObject(READ)
  node.fault = 'mute'
  expect(await read(kept)).toMatchObject(READ)
  expect(other.resumed).toHaveLength(1)
  expect(kept.sessionsLost).toBe(0)
})

test('a node that answers no more, alone, is a failure in time', async () => {
  const node = await keeper()
  const kept = session([node], QUICK)
  await expect.poll(() => read(kept), { timeout: 10_000 }).toMatchObject(READ)
  node.fault = 'mute'
  expect(await read(kept)).toMatchObject({ code: 'timeout', peer: `zk ${node.address}` })
  node.fault = 'none'
  await expect.poll(() => read(kept), { timeout: 10_000 }).toMatchObject(READ)
})

test('a node that opens no session is passed over', async () => {
  const [node, other] = [await keeper(), await keeper()]
  node.fault = 'no-handshake'
  const kept = session([node, other])
  expect(await read(kept)).toMatchObject(READ)
})

test('without any node that opens a session the answer is a failure in time, and all is well once one does', async () => {
  const node = await keeper()
  node.fault = 'no-handshake'
  const kept = session([node], QUICK)
  expect(await read(kept)).toMatchObject({ code: 'timeout', peer: `zk ${node.address}` })
  node.fault = 'none'
  await expect.poll(() => read(kept), { timeout: 10_000 }).toMatchObject(READ)
})

test('no more than 64 questions wait for an answer, and every node of a wide tree is read', async () => {
  const many = Array.from({ length: 400 }, (_, index) => [`/kafka/brokers/ids/${index + 2}`, broker(index + 2, 1n)])
  const node = await keeper({ ...KAFKA, ...Object.fromEntries(many) })
  const told = await read(session([node]))
  expect('tree' in told && told.tree.registrations).toHaveLength(401)
  expect(node.mostWaiting).toBeGreaterThan(8)
  expect(node.mostWaiting).toBeLessThanOrEqual(65)
})

test('other clusters and other systems in the ensemble are found, three levels deep', async () => {
  const beside = (root: string) => ({ [root]: {}, [`${root}/brokers`]: {}, [`${root}/controller_epoch`]: {} })
  const node = await keeper({ ...KAFKA, '/zookeeper': {}, '/eu': {}, '/eu/kafka': {}, ...beside('/eu/kafka/two') })
  const kept = session([node])
  expect(await read(kept)).toMatchObject({
    surroundings: { tenancy: { kind: 'communal-kafka', others: ['/eu/kafka/two'] } },
  })
  node.tree.set('/hbase', {})
  expect(await read(kept)).toMatchObject({
    surroundings: { tenancy: { kind: 'communal-mixed', others: ['/eu/kafka/two', '/hbase (HBase)'] } },
  })
  node.tree.set('/', { closed: true })
  expect(await read(kept)).toMatchObject({ surroundings: { rootOpen: null, tenancy: { kind: 'unknown', others: [] } } })
})

test('a chroot without a cluster, and a registration that may not be read, are failures with their reason', async () => {
  const node = await keeper()
  const kept = session([node])
  expect(await read(kept, '/elsewhere')).toMatchObject({ code: 'unsupported' })
  expect(await read(kept, '/')).toMatchObject({ code: 'unsupported' })
  node.tree.set('/kafka/brokers/ids/1', { closed: true })
  expect(await read(kept)).toMatchObject({ code: 'forbidden' })
})

test('an abort ends the question at once', async () => {
  const node = await keeper()
  node.fault = 'mute'
  const abort = new AbortController()
  const asked = session([node]).read({ chroot: '/kafka', surroundings: 'skip' }, abort.signal)
  abort.abort()
  expect(await asked).toMatchObject({ ok: false, failure: { code: 'timeout' } })
})
