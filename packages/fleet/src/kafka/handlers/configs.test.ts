import { describe, expect, it } from 'vitest'
import { ALTER_CONFIGS } from '../../apis/alter-configs.ts'
import { DESCRIBE_CONFIGS } from '../../apis/describe-configs.ts'
import { INCREMENTAL_ALTER_CONFIGS } from '../../apis/incremental-alter-configs.ts'
import { LIST_CONFIG_RESOURCES } from '../../apis/list-config-resources.ts'
import { alterConfigsHandler } from './alter-configs.ts'
import { describeConfigsHandler } from './describe-configs.ts'
import { incrementalAlterConfigsHandler } from './incremental-alter-configs.ts'
import { listConfigResourcesHandler } from './list-config-resources.ts'
import { NOW, oneCluster } from './one-cluster.fake.ts'

type Fixture = ReturnType<typeof oneCluster>

const TOPIC = 2
const BROKER = 4
const SET = 0
const DELETE = 1
const APPEND = 2
const SUBTRACT = 3

interface Question {
  readonly type?: number
  readonly name?: string
  readonly keys?: string[] | null
  readonly nodeId?: number
  readonly version?: number
}

async function describeOne(fixture: Fixture, question: Question = {}) {
  const { type = TOPIC, name = 'quiet', keys = null, nodeId = 1, version = 4 } = question
  const resources = [{ resourceType: type, resourceName: name, configurationKeys: keys }]
  const request = { resources, includeSynonyms: true }
  const answer = await fixture.ask(describeConfigsHandler, DESCRIBE_CONFIGS, { request, nodeId, version })
  const [result] = answer!.results
  return { ...result!, byName: new Map(result!.configs.map((one) => [one.name, one])) }
}

interface Alteration {
  readonly type?: number
  readonly name?: string
  readonly validateOnly?: boolean
  readonly nodeId?: number
}

type Change = readonly [name: string, operation: number, value: string | null]

async function alter(fixture: Fixture, changes: readonly Change[], alteration: Alteration = {}) {
  const { type = TOPIC, name = 'quiet', validateOnly = false, nodeId = 1 } = alteration
  const configs = changes.map(([key, configOperation, value]) => ({ name: key, configOperation, value }))
  const request = { resources: [{ resourceType: type, resourceName: name, configs }], validateOnly }
  const answer = await fixture.ask(incrementalAlterConfigsHandler, INCREMENTAL_ALTER_CONFIGS, {
    request,
    nodeId,
    version: 1,
  })
  const { errorCode, errorMessage } = answer!.responses[0]!
  return { errorCode, errorMessage }
}

const DONE = { errorCode: 0, errorMessage: null }

describe('settings', () => {
  it('of a broker are as many as real ones tell, secrets without their values', async () => {
    const kraft = await describeOne(oneCluster({ release: '4.3' }), { type: BROKER, name: '1' })
    expect(kraft.configs).toHaveLength(340)
    expect(kraft.configs.filter((one) => !one.readOnly)).toHaveLength(99)
    expect(kraft.configs.filter((one) => one.isSensitive)).toHaveLength(10)
    const zookeeper = await describeOne(oneCluster({ mode: 'zookeeper' }), { type: BROKER, name: '1' })
    expect(zookeeper.configs).toHaveLength(314)
    const fixture = oneCluster()
    await alter(fixture, [['ssl.keystore.password', SET, 'secret']], { type: BROKER, name: '1' })
    const secret = (await describeOne(fixture, { type: BROKER, name: '1' })).byName.get('ssl.keystore.password')
    expect(secret).toMatchObject({ value: null, isSensitive: true, configSource: 2, configType: 9 })
    expect(JSON.stringify(secret)).not.toContain('secret')
  })

  it('say which release and mode a broker has', async () => {
    const old = await describeOne(oneCluster({ release: '2.8', mode: 'zookeeper' }), { type: BROKER, name: '1' })
    expect(old.byName.get('inter.broker.protocol.version')?.value).toBe('2.8-IV1')
    // KRaft was there, but not to be spoken of.
    expect(old.byName.has('process.roles')).toBe(false)
    const kraft = await describeOne(oneCluster({ release: '4.1' }), { type: BROKER, name: '1' })
    expect(kraft.byName.has('zookeeper.connect')).toBe(false)
    expect(kraft.byName.get('process.roles')).toMatchObject({ value: 'broker,controller', configSource: 4 })
    expect(kraft.byName.get('controller.quorum.voters')?.value).toMatch(/^1@127\.0\.0\.1:\d+,2@/)
  })

  it('tell where a value comes from, and what would hold without it', async () => {
    const fixture = oneCluster()
    await alter(fixture, [['message.max.bytes', SET, '2000']], { type: BROKER, name: '' })
    await alter(fixture, [['message.max.bytes', SET, '3000']], { type: BROKER, name: '1' })
    await alter(fixture, [['max.message.bytes', SET, '4000']])
    const { byName } = await describeOne(fixture, { keys: ['max.message.bytes', 'retention.ms'] })
    expect([...byName.keys()].sort()).toEqual(['max.message.bytes', 'retention.ms'])
    expect(byName.get('max.message.bytes')).toMatchObject({ value: '4000', configSource: 1, readOnly: false })
    expect(byName.get('max.message.bytes')?.synonyms.map((one) => [one.name, one.value, one.source])).toEqual([
      ['max.message.bytes', '4000', 1],
      ['message.max.bytes', '3000', 2],
      ['message.max.bytes', '2000', 3],
      ['message.max.bytes', '1048588', 5],
    ])
    expect(byName.get('retention.ms')).toMatchObject({ value: '604800000', configSource: 5, synonyms: [] })
    const elsewhere = await describeOne(fixture, { name: 'busy', nodeId: 2 })
    expect(elsewhere.byName.get('max.message.bytes')).toMatchObject({ value: '2000', configSource: 3 })
  })

  it('of all brokers are those that are set', async () => {
    const fixture = oneCluster()
    expect((await describeOne(fixture, { type: BROKER, name: '' })).configs).toEqual([])
    await alter(fixture, [['log.retention.ms', SET, '5000']], { type: BROKER, name: '' })
    const { byName } = await describeOne(fixture, { type: BROKER, name: '' })
    expect([...byName.keys()]).toEqual(['log.retention.ms'])
    expect((await describeOne(fixture)).byName.get('retention.ms')).toMatchObject({ value: '5000', configSource: 3 })
  })

  it('say in version 0 whether they are defaults', async () => {
    const fixture = oneCluster()
    const { byName } = await describeOne(fixture, { name: 'state', version: 0 })
    expect([byName.get('cleanup.policy')?.isDefault, byName.get('retention.ms')?.isDefault]).toEqual([false, true])
  })

  // What brokers of 3.9.1 and 4.3.1 answered.
  it.each([
    [{ type: BROKER, name: '2' }, 42],
    [{ type: BROKER, name: 'zz' }, 42],
    [{ name: 'nope' }, 3],
    [{ name: 'bad name!' }, 17],
    [{ type: 3, name: 'x' }, 42],
  ])('that cannot be told: %j', async (question, errorCode) => {
    expect(await describeOne(oneCluster(), question)).toMatchObject({ errorCode, configs: [] })
  })

  it('are refused where the error book says so', async () => {
    const fixture = oneCluster()
    fixture.errors.add({ apiKey: 32, topic: 'quiet', partition: null, code: 29 })
    expect((await describeOne(fixture)).errorCode).toBe(29)
    expect((await describeOne(fixture, { name: 'busy' })).errorCode).toBe(0)
  })
})

describe('changes of settings', () => {
  it('set, delete, append and subtract', async () => {
    const fixture = oneCluster()
    const policy = async () => (await describeOne(fixture)).byName.get('cleanup.policy')?.value
    expect(await alter(fixture, [['cleanup.policy', APPEND, 'compact']])).toEqual(DONE)
    expect(await policy()).toBe('delete,compact')
    expect(await alter(fixture, [['cleanup.policy', SUBTRACT, 'delete']])).toEqual(DONE)
    expect(await policy()).toBe('compact')
    expect(await alter(fixture, [['cleanup.policy', DELETE, null]])).toEqual(DONE)
    expect(fixture.cluster.topics.get('quiet')?.configs.size).toBe(0)
    expect(await policy()).toBe('delete')
  })

  it('only tried change nothing', async () => {
    const fixture = oneCluster()
    expect(await alter(fixture, [['retention.ms', SET, '1']], { validateOnly: true })).toEqual(DONE)
    expect((await describeOne(fixture)).byName.get('retention.ms')?.configSource).toBe(5)
  })

  it('of retention drop what is too old', async () => {
    const fixture = oneCluster()
    const log = fixture.cluster.partition('busy', 0)!.log
    expect(log.startOffset(NOW)).toBe(0)
    await alter(fixture, [['retention.ms', SET, '60000']], { name: 'busy' })
    expect(log.endOffset(NOW) - log.startOffset(NOW)).toBe(600)
  })

  it('of the minimum of the ISR stop and start what is written', async () => {
    const fixture = oneCluster()
    const log = fixture.cluster.partition('busy', 0)!.log
    fixture.cluster.partition('busy', 0)!.isr = [fixture.leader('busy')]
    await alter(fixture, [['min.insync.replicas', SET, '2']], { name: 'busy' })
    expect(log.ratePerSecond).toBe(0)
    await alter(fixture, [['min.insync.replicas', DELETE, null]], { name: 'busy' })
    expect(log.ratePerSecond).toBeGreaterThan(0)
  })

  it('wait for a controller without ZooKeeper, and for nobody with it', async () => {
    for (const [mode, answers] of [
      ['kraft', 7],
      ['zookeeper', 0],
    ] as const) {
      const fixture = oneCluster({ mode })
      fixture.cluster.controllerId = -1
      const answer = alter(fixture, [['retention.ms', SET, '1']])
      for (let waited = 0; waited < 400; waited += 1) {
        fixture.agenda.advance(fixture.cluster.now + 100)
        await Promise.resolve()
        await Promise.resolve()
      }
      expect((await answer).errorCode).toBe(answers)
    }
  })

  it('are refused where the error book says so', async () => {
    const fixture = oneCluster()
    fixture.errors.add({ apiKey: 44, topic: 'quiet', partition: null, code: 29 })
    expect((await alter(fixture, [['retention.ms', SET, '1']])).errorCode).toBe(29)
    expect((await alter(fixture, [['retention.ms', SET, '1']], { name: 'busy' })).errorCode).toBe(0)
  })

  // What brokers of 3.9.1 and 4.3.1 answered.
  it.each<[string, Change[], Alteration, number]>([
    ['an unknown key', [['nope', SET, '1']], {}, 40],
    ['no number', [['retention.ms', SET, 'x']], {}, 40],
    ['below the least', [['min.insync.replicas', SET, '0']], {}, 40],
    ['no such word', [['cleanup.policy', SET, 'bogus']], {}, 40],
    ['append to what is no list', [['retention.ms', APPEND, '1']], {}, 40],
    ['no value', [['retention.ms', SET, null]], {}, 42],
    [
      'a key twice',
      [
        ['retention.ms', SET, '1'],
        ['retention.ms', DELETE, null],
      ],
      {},
      42,
    ],
    ['no such operation', [['retention.ms', 9, '1']], {}, -1],
    ['no such topic', [['retention.ms', SET, '1']], { name: 'nope' }, 3],
    ['what only server.properties says', [['process.roles', SET, 'x']], { type: BROKER, name: '1' }, 42],
    ['listeners for all', [['listeners', SET, 'PLAINTEXT://:1']], { type: BROKER, name: '' }, 42],
    ['another broker', [['log.cleaner.threads', SET, '2']], { type: BROKER, name: '2' }, 42],
    ['no number for a broker', [['log.cleaner.threads', SET, 'x']], { type: BROKER, name: '1' }, 42],
    ['no such resource', [], { type: 0 }, 42],
  ])('are refused: %s', async (_what, changes, alteration, errorCode) => {
    const fixture = oneCluster()
    expect((await alter(fixture, changes, alteration)).errorCode).toBe(errorCode)
    expect((await describeOne(fixture)).configs.every((one) => one.configSource !== 1)).toBe(true)
  })

  it('by AlterConfigs set back what they do not name', async () => {
    const fixture = oneCluster()
    await alter(fixture, [
      ['retention.ms', SET, '1'],
      ['segment.ms', SET, '2'],
    ])
    const configs = [{ name: 'segment.ms', value: '3' }]
    const request = { resources: [{ resourceType: TOPIC, resourceName: 'quiet', configs }] }
    const answer = await fixture.ask(alterConfigsHandler, ALTER_CONFIGS, { request, nodeId: 1, version: 2 })
    expect(answer?.responses[0]?.errorCode).toBe(0)
    expect([...fixture.cluster.topics.get('quiet')!.configs]).toEqual([['segment.ms', '3']])
  })
})

describe('resources with settings', () => {
  it('are listed by type', async () => {
    const fixture = oneCluster({ release: '4.3' })
    const list = async (resourceTypes: number[], version = 1) =>
      fixture.ask(listConfigResourcesHandler, LIST_CONFIG_RESOURCES, { request: { resourceTypes }, nodeId: 1, version })
    expect((await list([BROKER]))?.configResources.map((one) => one.resourceName)).toEqual(['1', '2', '3'])
    expect((await list([]))?.configResources).toHaveLength(3 + 3 + fixture.cluster.topics.size)
    expect((await list([99]))?.errorCode).toBe(35)
    expect((await list([], 0))?.configResources).toEqual([])
  })
})
