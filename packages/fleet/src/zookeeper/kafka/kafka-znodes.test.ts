import { expect, test } from 'vitest'
import { startEnsemble } from '../testing/with-ensemble.ts'
import type { BrokerDescription, KafkaClusterDescription, TopicDescription } from './cluster-description.ts'
import { KafkaZnodeWriter } from './kafka-znode-writer.ts'

const broker = (id: number, more: Partial<BrokerDescription> = {}): BrokerDescription => ({
  id,
  state: 'registered',
  endpoints: [{ listener: 'PLAINTEXT', securityProtocol: 'PLAINTEXT', host: '127.0.0.1', port: 23090 + id }],
  rack: `rack-${id}`,
  jmxPort: null,
  registeredMs: 1_795_381_779_666,
  sessionTimeoutMs: 18_000,
  ...more,
})

const orders: TopicDescription = {
  name: 'orders',
  id: '_NU075NUTBSV4bT9SmLV0Q',
  partitions: [0, 1, 2].map((partition) => ({
    partition,
    replicas: [1],
    addingReplicas: [],
    removingReplicas: [],
    state: { leader: 1, leaderEpoch: 0, controllerEpoch: 1, isr: [1] },
  })),
}

const description = (more: Partial<KafkaClusterDescription> = {}): KafkaClusterDescription => ({
  clusterId: '5szf5hTaQE6fOM1q1vqhJg',
  brokers: [broker(1)],
  controller: { brokerId: 1, electedMs: 1_795_381_779_750 },
  controllerEpoch: 1,
  topics: [orders],
  configs: [
    { entity: [['topics', 'orders']], entries: { 'cleanup.policy': 'delete', 'retention.ms': '1000000' } },
    { entity: [['brokers', '<default>']], entries: { 'log.cleaner.threads': '1' } },
    {
      entity: [
        ['users', 'a b'],
        ['clients', 'c1'],
      ],
      entries: { producer_byte_rate: '1024' },
    },
  ],
  topicsToDelete: [],
  reassignmentsByZnode: [],
  producerIdBlock: { brokerId: 1, start: 0n, end: 999n },
  ...more,
})

async function startWriter() {
  const fleet = await startEnsemble()
  const { ensemble, clock } = fleet
  const writer = new KafkaZnodeWriter({ ensemble, chroot: '/kafka-lab', now: () => clock.now() })
  const text = (path: string) => ensemble.tree.get(`/kafka-lab${path}`)?.data?.toString()
  return { fleet, ensemble, clock, writer, text }
}

// What a broker of Kafka 3.9.1 wrote in the same situation.
const RECORDED = {
  '/brokers/ids/1':
    '{"features":{},"listener_security_protocol_map":{"PLAINTEXT":"PLAINTEXT"},"endpoints":["PLAINTEXT://127.0.0.1:23091"],"rack":"rack-1","jmx_port":-1,"port":23091,"host":"127.0.0.1","version":5,"timestamp":"1795381779666"}',
  '/controller': '{"version":2,"brokerid":1,"timestamp":"1795381779750","kraftControllerEpoch":-1}',
  '/controller_epoch': '1',
  '/cluster/id': '{"version":"1","id":"5szf5hTaQE6fOM1q1vqhJg"}',
  '/feature': '{"features":{},"version":2,"status":1}',
  '/brokers/topics/orders':
    '{"partitions":{"0":[1],"1":[1],"2":[1]},"topic_id":"_NU075NUTBSV4bT9SmLV0Q","adding_replicas":{},"removing_replicas":{},"version":3}',
  '/brokers/topics/orders/partitions/2/state':
    '{"controller_epoch":1,"leader":1,"version":1,"leader_epoch":0,"isr":[1]}',
  '/config/topics/orders': '{"version":1,"config":{"cleanup.policy":"delete","retention.ms":"1000000"}}',
  '/config/brokers/<default>': '{"version":1,"config":{"log.cleaner.threads":"1"}}',
  '/config/users/a%20b/clients/c1': '{"version":1,"config":{"producer_byte_rate":"1024"}}',
  '/latest_producer_id_block': '{"version":1,"broker":1,"block_start":"0","block_end":"999"}',
}

test('a cluster stands in its znodes to the byte as Kafka 3.9 writes it', async () => {
  const { fleet, ensemble, writer, text } = await startWriter()
  await using _ = fleet
  expect(writer.apply(description()).refused).toEqual([])
  for (const [path, json] of Object.entries(RECORDED)) expect(text(path), path).toBe(json)
  expect([...ensemble.tree.children('/kafka-lab')].sort()).toEqual([
    'admin',
    'brokers',
    'cluster',
    'config',
    'consumers',
    'controller',
    'controller_epoch',
    'feature',
    'isr_change_notification',
    'latest_producer_id_block',
    'log_dir_event_notification',
  ])
  const registration = ensemble.tree.get('/kafka-lab/brokers/ids/1')?.stat
  expect(registration).toMatchObject({ version: 1, czxid: registration?.mzxid })
  expect(writer.brokerEpochs()).toEqual(new Map([[1, registration?.czxid]]))
  expect(ensemble.tree.get('/kafka-lab/controller')?.stat.ephemeralOwner).toBe(registration?.ephemeralOwner)
  expect(ensemble.tree.get('/kafka-lab/brokers/seqid')?.data).toBeNull()
  expect(ensemble.tree.children('/kafka-lab/config/changes')).toEqual([])
})

test('only what differs is written', async () => {
  const { fleet, ensemble, writer } = await startWriter()
  await using _ = fleet
  writer.apply(description())
  const zxid = ensemble.state.lastZxid
  expect(writer.apply(description())).toEqual({ created: [], set: [], deleted: [], refused: [] })
  expect(ensemble.state.lastZxid).toBe(zxid)
  const shrunk = {
    ...orders,
    partitions: orders.partitions.map((p, i) => (i === 1 && p.state ? { ...p, state: { ...p.state, leader: -1 } } : p)),
  }
  expect(writer.apply(description({ topics: [shrunk] }))).toEqual({
    created: [],
    set: ['/brokers/topics/orders/partitions/1/state'],
    deleted: [],
    refused: [],
  })
  expect(ensemble.state.lastZxid).toBe(zxid + 1n)
})

test('topics come and go, and a re-created one is another', async () => {
  const { fleet, ensemble, writer, text } = await startWriter()
  await using _ = fleet
  writer.apply(description())
  const created = ensemble.tree.get('/kafka-lab/brokers/topics/orders')?.stat.czxid
  const again = { ...orders, id: 'AAAAAAAAAAAAAAAAAAAAAA' }
  writer.apply(description({ topics: [again], topicsToDelete: ['old'] }))
  expect(ensemble.tree.get('/kafka-lab/brokers/topics/orders')?.stat.czxid).not.toBe(created)
  expect(ensemble.tree.children('/kafka-lab/admin/delete_topics')).toEqual(['old'])
  const gone = writer.apply(description({ topics: [] }))
  expect(gone.refused).toEqual([])
  expect(gone.deleted).toContain('/config/topics/orders')
  expect([ensemble.tree.children('/kafka-lab/brokers/topics'), text('/config/topics/orders')]).toEqual([[], undefined])
})

test('a silent broker loses its registration when its session expires, and the controller goes with it', async () => {
  const { fleet, ensemble, clock, writer } = await startWriter()
  await using _ = fleet
  const two = [broker(1), broker(2)]
  writer.apply(description({ brokers: two }))
  const epoch = writer.brokerEpochs().get(1)
  writer.apply(description({ brokers: [broker(1, { state: 'silent' }), broker(2)] }))
  clock.advance(10_000)
  expect([...writer.brokerEpochs().keys()]).toEqual([1, 2])
  writer.apply(description({ brokers: two }))
  clock.advance(60_000)
  expect(writer.brokerEpochs().get(1)).toBe(epoch)
  writer.apply(description({ brokers: [broker(1, { state: 'silent' }), broker(2)] }))
  clock.advance(20_000)
  expect([...writer.brokerEpochs().keys()]).toEqual([2])
  expect(ensemble.tree.get('/kafka-lab/controller')).toBeUndefined()
  writer.apply(description({ brokers: two, controller: { brokerId: 2, electedMs: 5 }, controllerEpoch: 2 }))
  expect(Number(writer.brokerEpochs().get(1))).toBeGreaterThan(Number(epoch))
  expect(ensemble.tree.get('/kafka-lab/controller')?.data?.toString()).toContain('"brokerid":2')
  writer.apply(description({ brokers: [broker(2)], controller: { brokerId: 2, electedMs: 5 }, controllerEpoch: 2 }))
  expect([...writer.brokerEpochs().keys()]).toEqual([2])
})

test('a change of settings is told to brokers, and forgotten a quarter of an hour later', async () => {
  const { fleet, ensemble, clock, writer, text } = await startWriter()
  await using _ = fleet
  writer.apply(description())
  const changed = (entries: Record<string, string>) =>
    description({ configs: [{ entity: [['topics', 'orders']], entries }] })
  writer.apply(changed({ 'retention.ms': '5' }))
  expect(text('/config/changes/config_change_0000000000')).toBe('{"version":2,"entity_path":"topics/orders"}')
  clock.advance(16 * 60_000)
  writer.apply(changed({}))
  expect(ensemble.tree.children('/kafka-lab/config/changes')).toEqual(['config_change_0000000001'])
  expect(text('/config/topics/orders')).toBe('{"version":1,"config":{}}')
})

test('what could not be written without a quorum is written when there is one again', async () => {
  const { fleet, ensemble, clock, writer, text } = await startWriter()
  await using _ = fleet
  writer.apply(description({ topics: [] }))
  ensemble.members[0]?.kill()
  ensemble.members[1]?.kill()
  expect(writer.apply(description()).refused).toEqual(['/'])
  expect(text('/brokers/topics/orders')).toBeUndefined()
  await ensemble.members[0]?.start()
  clock.advance(200)
  expect(writer.apply(description()).created).toContain('/brokers/topics/orders/partitions/2/state')
})

test('a broker without a PLAINTEXT listener, on IPv6 and without rack', async () => {
  const { fleet, writer, text } = await startWriter()
  await using _ = fleet
  const endpoints = [{ listener: 'INTERNAL', securityProtocol: 'SASL_SSL', host: '::1', port: 9093 }]
  writer.apply(description({ brokers: [broker(1, { endpoints, rack: null, jmxPort: 9999 })] }))
  expect(text('/brokers/ids/1')).toBe(
    '{"features":{},"listener_security_protocol_map":{"INTERNAL":"SASL_SSL"},"endpoints":["INTERNAL://[::1]:9093"],"jmx_port":9999,"port":-1,"host":null,"version":5,"timestamp":"1795381779666"}',
  )
})
