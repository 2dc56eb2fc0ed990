import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkReport } from './check.ts'
import { type ConfigFlags, loadConfig } from './load.ts'

let directory = ''
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'perigee-config-'))
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const SECRET = 'hunter2-very-secret'

function load(yaml: string | null, over: { flags?: ConfigFlags; env?: Record<string, string> } = {}) {
  const file = join(directory, 'test.yaml')
  if (yaml !== null) writeFileSync(file, yaml)
  return loadConfig({
    flags: { ...(yaml === null ? {} : { config: file }), ...over.flags },
    env: over.env ?? {},
    directory: join(directory, 'empty'),
  })
}

function config(...args: Parameters<typeof load>) {
  const result = load(...args)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.config
}

function problems(...args: Parameters<typeof load>): string[] {
  const result = load(...args)
  return result.ok ? [] : result.problems.map((problem) => `${problem.path}: ${problem.message}`)
}

const one = (lines: string) => `clusters:\n  - name: prod\n    bootstrap: [b1:9092]\n${lines}`

describe('defaults, file, environment, flags', () => {
  test('nothing at all is a usable configuration without clusters', () => {
    expect(config(null)).toMatchObject({ server: { host: '127.0.0.1', port: 7400 }, clusters: [] })
  })

  test('a key with nothing behind it is a key not given', () => {
    expect(config('server:\nclusters:\n').clusters).toEqual([])
    expect(config(one('    sasl:\n    tls:\n    labels: { region: }\n')).clusters[0]).toMatchObject({
      sasl: null,
      labels: {},
    })
    expect(problems(one('    sasl: { mechanism: PLAIN, username: u, password: }\n'))).toEqual([
      'clusters[0].sasl.password: is missing',
    ])
  })

  test('one cluster needs no file', () => {
    const flags = config(null, { flags: { bootstrap: 'a:9092, b:9093', port: '0' } })
    expect(flags.clusters[0]).toMatchObject({ name: 'kafka', bootstrap: ['a:9092', 'b:9093'], tls: null, sasl: null })
    expect(flags.server.port).toBe(0)
    expect(config(null, { env: { PERIGEE_BOOTSTRAP: '[::1]:9092' } }).clusters[0]?.bootstrap).toEqual(['[::1]:9092'])
  })

  test('a flag beats the environment, the environment beats the file', () => {
    const yaml = 'server: { port: 1, host: a }\n'
    const env = { PERIGEE_PORT: '2', PERIGEE_SERVER_LOG_LEVEL: 'warn' }
    expect(config(yaml, { env }).server).toMatchObject({ port: 2, host: 'a', logLevel: 'warn' })
    expect(config(yaml, { env, flags: { port: '3' } }).server.port).toBe(3)
  })

  test('clusters by index and by name in the environment', () => {
    const yaml = 'clusters:\n  - { name: payments-eu, bootstrap: [b:9092] }\n  - { name: audit, bootstrap: [c:9092] }\n'
    const env = {
      PERIGEE_CLUSTERS_PAYMENTS_EU_BOOTSTRAP: 'x:1,y:2',
      PERIGEE_CLUSTERS_1_LABELS_REGION: 'eu-west',
      PERIGEE_CLUSTERS_1_EXPECTED_BROKERS: '1,2,3',
      PERIGEE_CLUSTERS_0_EXPECTED_BROKERS: '3',
      PERIGEE_CLUSTERS_0_TLS_ENABLED: 'true',
      PERIGEE_CLUSTERS_0_CONNECT: 'main=http://connect:8083',
      PERIGEE_CLUSTERS_0_DATA_CENTRES: 'rack-a=dc1,rack-b=dc2',
    }
    const [first, second] = config(yaml, { env }).clusters
    expect(first).toMatchObject({
      bootstrap: ['x:1', 'y:2'],
      expected: { brokers: 3 },
      tls: { rejectUnauthorized: true, ca: null },
      connect: [{ name: 'main', url: 'http://connect:8083' }],
      dataCentres: { 'rack-a': 'dc1', 'rack-b': 'dc2' },
    })
    expect(second).toMatchObject({ labels: { region: 'eu-west' }, expected: { brokers: [1, 2, 3] } })
  })

  test('a variable that may mean two clusters sets neither', () => {
    const yaml =
      'clusters:\n  - { name: pay-eu, bootstrap: [b:1] }\n  - { name: pay.eu, bootstrap: [c:1] }\n  - { name: "0", bootstrap: [d:1] }\n'
    const found = problems(yaml, {
      env: { PERIGEE_CLUSTERS_PAY_EU_ZOOKEEPER: 'x:1', PERIGEE_CLUSTERS_0_BOOTSTRAP: 'x:1' },
    })
    expect(found.map((problem) => problem.replace(/;.*/, ''))).toEqual([
      'PERIGEE_CLUSTERS_0_BOOTSTRAP: may mean clusters[2] and clusters[0]',
      'PERIGEE_CLUSTERS_PAY_EU_ZOOKEEPER: may mean clusters[0] and clusters[1]',
    ])
    const one = { PERIGEE_CLUSTERS_1_ZOOKEEPER: 'x:1' }
    expect(config(yaml, { env: one }).clusters.map(({ zookeeper }) => zookeeper)).toEqual([null, 'x:1', null])
  })

  test('what Kubernetes injects for a service named perigee is not ours', () => {
    const env = {
      PERIGEE_PORT: 'tcp://10.0.0.1:7400',
      PERIGEE_PORT_7400_TCP: 'tcp://x',
      PERIGEE_SERVICE_HOST: '10.0.0.1',
    }
    expect(config(null, { env }).server.port).toBe(7400)
  })

  test('what the tests and the compose files read is left to them', () => {
    const env = { PERIGEE_NO_SKIP: '1', PERIGEE_BASE: 'debian', PERIGEE_PUBLISHED_PORT: '7401', PERIGEE_LAB_CACHE: 'x' }
    expect(config(null, { env }).server.port).toBe(7400)
  })
})

describe('secrets', () => {
  test('from a file beside the configuration, without its last line break', () => {
    writeFileSync(join(directory, 'password'), `${SECRET}\n`)
    const yaml = one('    sasl: { mechanism: SCRAM-SHA-512, username: u, passwordFile: password }\n')
    const result = load(yaml)
    expect(result).toMatchObject({ ok: true, secrets: [SECRET] })
    expect(checkReport(result).text).not.toContain(SECRET)
    expect(config(yaml).clusters[0]?.sasl).toEqual({ mechanism: 'SCRAM-SHA-512', username: 'u', password: SECRET })
  })

  test('inline and by environment they are masked in the report', () => {
    const yaml = one(`    sasl: { mechanism: PLAIN, username: u, password: ${SECRET} }\n`)
    const token = { PERIGEE_CLUSTERS_PROD_SASL_PASSWORD: `${SECRET}-2` }
    for (const result of [load(yaml), load(yaml, { env: token })]) {
      const report = checkReport(result)
      expect(report.exitCode).toBe(0)
      expect(report.text).toContain('clusters[0].sasl.password = •••••• (set)')
      expect(report.text).not.toContain(SECRET)
    }
  })

  test('no problem ever prints a value', () => {
    const yaml = `server: ${SECRET}\nclusters:\n  - name: ${SECRET}/x\n    bootstrap: [${SECRET}]\n    zookeeper: ${SECRET}\n    cruiseControl: http://u:${SECRET}@h\n    sasl: { mechanism: ${SECRET}, password: [${SECRET}] }\n    tls: ${SECRET}\n`
    const found = problems(yaml, { env: { PERIGEE_CLUSTERS_0_CONNECT: SECRET } })
    expect(found.length).toBeGreaterThanOrEqual(7)
    expect(found.join('\n')).not.toContain(SECRET)
    expect(problems(`a: [${SECRET}\nb: "${SECRET}`).join()).not.toContain(SECRET)
  })
})

describe('problems, all at once and by path', () => {
  test.each(['a: &a [*a]', 'clusters:\n  - { name: x, bootstrap: [a:1], labels: &l { a: *l } }'])(
    'a value that holds itself is refused, not followed: %s',
    (yaml) => {
      expect(problems(yaml).join()).toMatch(/alias to a group that it is itself part of/)
    },
  )

  test('addresses that no connection could be opened to', () => {
    const found = problems(
      'clusters: [{ name: a, bootstrap: ["[a:1", "::1:2", "[::1]:0"], zookeeper: "z:2181,y:99999/kafka", expected: { brokers: 2000000000 } }]',
    )
    expect(found.map((problem) => problem.split(':')[0])).toEqual([
      'clusters[0].bootstrap[0]',
      'clusters[0].bootstrap[1]',
      'clusters[0].bootstrap[2]',
      'clusters[0].expected.brokers',
      'clusters[0].zookeeper',
    ])
    expect(config('clusters: [{ name: a, bootstrap: "[::1]:9092,b:1," }]').clusters[0]?.bootstrap).toEqual([
      '[::1]:9092',
      'b:1',
    ])
  })

  test('unknown keys with the nearest known one', () => {
    const found = problems(
      'servr: {}\nserver: { prot: 1 }\nclusters:\n  - { name: a, bootstrap: [b:1], bootstrp: x, tls: { caFil: x } }\n',
    )
    expect(found).toEqual([
      'server.prot: is not a known key; did you mean port?',
      'clusters[0].tls.caFil: is not a known key; did you mean caFile?',
      'clusters[0].bootstrp: is not a known key; did you mean bootstrap?',
      'servr: is not a known key; did you mean server?',
    ])
    expect(problems(null, { env: { PERIGEE_SERVER_PROT: '1' } })).toEqual([
      'PERIGEE_SERVER_PROT: is not a setting Perigee knows; did you mean PERIGEE_SERVER_PORT?',
    ])
  })

  test.each([
    ['server: { port: 99999 }', 'server.port: must be 0 to 65535'],
    ['server: { port: web }', 'server.port: must be a number'],
    ['server: { logLevel: loud }', 'server.logLevel: must be one of trace, debug, info, warn, error, silent'],
    ['polling: { registryMs: 5 }', 'polling.registryMs: must be at least 200 ms'],
    ['clusters: [{ bootstrap: [b:1] }]', 'clusters[0].name: is missing; must be text'],
    ['clusters: [{ name: a }]', 'clusters[0].bootstrap: is missing; must be a list'],
    ['clusters: [{ name: a, bootstrap: [] }]', 'clusters[0].bootstrap: must name at least one host:port'],
    ['clusters: [{ name: a, bootstrap: [b:1, b:1] }]', 'clusters[0].bootstrap[1]: is listed twice'],
    ['clusters: { name: a }', 'clusters: must be a list'],
    ['[]', 'must hold a group of settings'],
    ['a: 1\na: 2', 'is not valid YAML in line 2 (duplicate key)'],
  ])('%s', (yaml, problem) => {
    expect(problems(yaml).join('\n')).toContain(problem)
  })

  test('a bad port of a broker', () => {
    for (const address of ['b', 'b:', 'b:0', 'b:70000', 'http://b:9092', 'b:9092/x', 'u@b:1']) {
      expect(problems(null, { flags: { bootstrap: address } }).join()).toMatch(
        /clusters\[0\]\.bootstrap\[0\]: must be host:port/,
      )
    }
    expect(problems(null, { flags: { port: '80x' } })).toEqual(['server.port: must be a number'])
  })

  test('two clusters of one name, also in other capitals', () => {
    const yaml = 'clusters:\n  - { name: Prod, bootstrap: [b:1] }\n  - { name: prod, bootstrap: [c:1] }\n'
    expect(problems(yaml)).toEqual([
      'clusters[1].name: is also the name of clusters[0]; names must differ by more than capitals',
    ])
  })

  test('a secret both in place and by file, files missing, parts that do not belong together', () => {
    const yaml = one(`    sasl: { mechanism: PLAIN, username: u, password: x, passwordFile: y }
    tls: { caFile: missing.pem, certFile: missing.pem }
  - name: other
    bootstrap: [b:1]
    sasl: { mechanism: OAUTHBEARER, username: u, tokenEndpoint: 'https://i/t', clientId: c }
  - { name: third, bootstrap: [b:1], sasl: { mechanism: SCRAM-SHA-256, scope: s }, tls: { ca: nonsense } }
`)
    expect(problems(yaml)).toEqual([
      'clusters[0].tls.caFile: names a file that does not exist',
      'clusters[0].tls.certFile: names a file that does not exist',
      'clusters[0].tls.key: is missing: a client certificate needs both cert and key (or keyFile)',
      'clusters[0].sasl.password: is given twice: by password and by passwordFile; keep one',
      'clusters[1].sasl.username: belongs to PLAIN and SCRAM, not to OAUTHBEARER',
      'clusters[1].sasl.clientSecret: is missing',
      'clusters[2].tls.ca: is not in PEM format (it must hold a line that starts with -----BEGIN)',
      'clusters[2].sasl.scope: belongs to OAUTHBEARER, not to SCRAM-SHA-256',
      'clusters[2].sasl.username: is missing',
      'clusters[2].sasl.password: is missing',
    ])
  })

  test('a wrong key elsewhere does not hide a missing file', () => {
    expect(problems(`server: { port: x }\n${one('    tls: { caFile: missing.pem }\n')}`)).toEqual([
      'server.port: must be a number',
      'clusters[0].tls.caFile: names a file that does not exist',
    ])
  })

  test('a wrong key in a cluster does not hide what else is wrong with it', () => {
    const yaml = `clusters:
  - { name: pay/ments, bootstrap: [b:1], tls: { caFile: missing.pem }, sasl: { mechanism: PLAIN, username: u } }
  - { name: Twice, bootstrap: [nohost], expected: { controllers: -1 }, sasl: { mechanism: nonsense } }
  - { name: twice, bootstrap: [b:1], tls: { rejectUnauthorized: maybe }, sasl: { mechanism: OAUTHBEARER } }
`
    const found = problems(yaml)
    expect(found.map((problem) => problem.split(': ')[0])).toEqual([
      'clusters[0].name',
      'clusters[1].bootstrap[0]',
      'clusters[1].sasl.mechanism',
      'clusters[1].expected.controllers',
      'clusters[2].tls.rejectUnauthorized',
      'clusters[0].tls.caFile',
      'clusters[0].sasl.password',
      'clusters[2].sasl.token (or tokenFile, or tokenEndpoint with clientId and clientSecret)',
      'clusters[2].name',
    ])
    expect(found[3]).toContain('must be a count up to 10000')
  })

  test('a variable of a cluster that no file names tells how clusters are named', () => {
    const found = problems(null, { env: { PERIGEE_CLUSTERS_PAYMENTS_EU_BOOTSTRAP: 'a:1' } })
    expect(found).toEqual([expect.stringContaining('a cluster goes by its index')])
  })

  test('one list of addresses cannot mean one of several clusters', () => {
    const yaml = 'clusters:\n  - { name: a, bootstrap: [b:1] }\n  - { name: b, bootstrap: [c:1] }\n'
    expect(problems(yaml, { flags: { bootstrap: 'x:1' } })[0]).toContain('--bootstrap: describes one cluster')
  })

  test('a file that is not there, a directory, one too large', () => {
    expect(problems(null, { flags: { config: 'nowhere.yaml' } })[0]).toContain('nowhere.yaml: does not exist')
    expect(problems(null, { flags: { config: directory } })[0]).toContain('is not a file')
    expect(problems(`# ${'x'.repeat(1024 * 1024)}`)[0]).toContain('larger than 1048576 bytes')
  })

  test('a YAML bomb and a nest without end are refused in words', () => {
    const levels = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`)
    expect(problems(['l0: &l0 [x, x, x]', ...levels].join('\n'))[0]).toContain('repeats itself through aliases')
    expect(problems('['.repeat(20_000)).length).toBe(1)
  })
})

test('the report names every problem and exits with 1', () => {
  const report = checkReport(load('server: { port: x, host: 1 }'))
  expect(report).toEqual({
    exitCode: 1,
    text: 'The configuration has 2 problems:\n  server.host: must be text\n  server.port: must be a number',
  })
})

test('without a cluster the report tells of the demo, unless it is off', () => {
  const demo = 'a demo with simulated clusters'
  expect(checkReport(load(null)).text).toContain(demo)
  expect(checkReport(load('demo: false')).text).not.toContain(demo)
  expect(checkReport(load(one(''))).text).not.toContain(demo)
})
