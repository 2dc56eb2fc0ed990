import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadConfig } from './load.ts'

let directory = ''
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'perigee-metrics-config-'))
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

function load(lines: string, env: Record<string, string> = {}) {
  const file = join(directory, 'test.yaml')
  writeFileSync(file, `clusters:\n  - name: prod\n    bootstrap: [b1:9092]\n${lines}`)
  return loadConfig({ flags: { config: file }, env, directory })
}

function cluster(lines: string, env?: Record<string, string>) {
  const result = load(lines, env)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return { ...result, cluster: result.config.clusters[0] }
}

function problems(lines: string): string[] {
  const result = load(lines)
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path}: ${message}`)
}

test('exporters are addresses, or say whose they are', () => {
  const lines =
    '    exporters: [http://a:7071/metrics, { url: http://b:1/, controller: 101 }, { url: http://c:2/, host: 3 }]\n'
  expect(cluster(lines).cluster?.exporters).toEqual([
    { url: 'http://a:7071/metrics', role: null, id: null },
    { url: 'http://b:1/', role: 'controller', id: 101 },
    { url: 'http://c:2/', role: 'host', id: 3 },
  ])
  const env = { PERIGEE_CLUSTERS_0_EXPORTERS: 'http://a:1/metrics,http://b:1/metrics' }
  expect(cluster('', env).cluster?.exporters.map(({ url }) => url)).toEqual([
    'http://a:1/metrics',
    'http://b:1/metrics',
  ])
})

test('what the settings page tells of exporters names their nodes', () => {
  const { entries } = cluster('    exporters: [{ url: http://b:1/, broker: 3 }, http://a:1/]\n')
  expect(entries.find(({ path }) => path === 'clusters[0].exporters')?.value).toBe(
    'http://b:1/ (broker 3), http://a:1/',
  )
})

test('an exporter speaks for one node, and is listed once', () => {
  expect(problems('    exporters: [http://a:1/, http://a:1/, { url: http://b:1/, broker: 1, host: 1 }]\n')).toEqual([
    'clusters[0].exporters[1]: is listed twice',
    'clusters[0].exporters[2]: speaks for one node: keep one of broker, controller, host',
  ])
  expect(problems('    exporters: [kafka-1:7071]\n')[0]).toContain('clusters[0].exporters[0]: must be an http or https')
  expect(problems('    exporters: [{ url: http://a/, brokr: 1 }]\n').join()).toContain('brokr')
})

test('patterns need the host of each node', () => {
  expect(cluster('    metrics: { pattern: "http://{host}:7071/metrics" }\n').cluster?.metrics.pattern).toBe(
    'http://{host}:7071/metrics',
  )
  expect(problems('    metrics: { pattern: "http://kafka-1:7071/metrics" }\n')[0]).toContain('{host}')
  expect(problems('    ensemble: { adminPattern: "ftp://{host}/" }\n')[0]).toContain('{host}')
})

test('secrets of every source are read from files, kept for redaction, and masked on the settings page', () => {
  writeFileSync(join(directory, 'token'), 'very-secret-token\n')
  const loaded = cluster(
    '    metrics:\n      prometheus: { url: http://prom:9090, tokenFile: token, selector: \'cluster="x"\' }\n      consul: { url: http://consul:8500, service: kafka, token: consul-secret }\n    ensemble: { digest: "perigee:zk-secret" }\n',
  )
  expect(loaded.cluster?.metrics.prometheus).toEqual({
    url: 'http://prom:9090',
    auth: { kind: 'bearer', token: 'very-secret-token' },
    selector: 'cluster="x"',
    nodeLabel: 'instance',
    tenant: null,
  })
  expect([...loaded.secrets].sort()).toEqual(['consul-secret', 'perigee:zk-secret', 'very-secret-token'])
  expect(JSON.stringify(loaded.entries)).not.toMatch(/very-secret-token|consul-secret|zk-secret/)
})

test('half a logon is a problem, and so are two', () => {
  expect(problems('    metrics: { username: u }\n')).toEqual(['clusters[0].metrics.password: is missing'])
  expect(problems('    metrics: { prometheus: { url: http://p, username: u, password: p, token: t } }\n')).toEqual([
    'clusters[0].metrics.prometheus.token: excludes username and password',
  ])
  expect(problems('    ensemble: { digest: nocolon }\n')).toEqual([
    'clusters[0].ensemble.digest: must be user:password',
  ])
})

test('history has a size and a place', () => {
  const file = join(directory, 'history.yaml')
  writeFileSync(file, 'history: { directory: data, maxMegabytes: 64 }\n')
  const result = loadConfig({ flags: { config: file }, env: { PERIGEE_HISTORY_ENABLED: 'false' }, directory })
  expect(result.ok && result.config.history).toEqual({
    enabled: false,
    directory: join(directory, 'data'),
    maxMegabytes: 64,
  })
})
