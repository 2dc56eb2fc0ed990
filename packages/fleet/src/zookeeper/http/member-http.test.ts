import { request } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import type { EnsembleOptions } from '../ensemble.ts'
import { startEnsemble } from '../testing/with-ensemble.ts'
import { type MemberHttp, openMemberHttp } from './member-http.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function served(options: Partial<EnsembleOptions> = {}) {
  const running = await startEnsemble(options)
  closers.push(async () => running[Symbol.asyncDispose]())
  const http = running.ensemble.members.map(openMemberHttp)
  const follow = () => Promise.all(http.map((one) => one.follow()))
  await follow()
  closers.push(() => Promise.all(http.map((one) => one.close())))
  return { ...running, http, follow }
}

const ask = async (http: MemberHttp | undefined, name: string, init: RequestInit = {}) => {
  const response = await fetch(`${http!.adminUrl()}/commands/${name}`, init)
  const text = await response.text()
  const isJson = response.headers.get('content-type') === 'application/json'
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : null }
}

describe('an AdminServer', () => {
  it('tells what mntr tells, without prefixes', async () => {
    const { http, ensemble } = await served()
    const leader = ensemble.members.findIndex(({ role }) => role === 'leader')
    const { status, body } = await ask(http[leader], 'monitor')
    expect(status).toBe(200)
    expect(body).toMatchObject({ server_state: 'leader', synced_followers: 2, command: 'monitor', error: null })
    const lines = ensemble.members[leader]!.answerWord('mntr')!.trim().split('\n')
    const names = lines.map((line) => line.split('\t')[0]!.replace(/^zk_/, ''))
    expect(names.filter((name) => !(name in body) && name !== 'peer_state')).toEqual([])
  })

  it('outlives an address that is none', async () => {
    const { http } = await served()
    const { port, hostname } = new URL(http[0]!.adminUrl()!)
    const status = await new Promise((resolve, reject) => {
      request({ port, host: hostname, path: '//' }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end()
    })
    expect(status).toBe(404)
  })

  it('tells the leader, the voters and who owns which ephemeral node', async () => {
    const { http, ensemble } = await served()
    const leader = ensemble.leader()!
    expect((await ask(http[0], 'leader')).body).toMatchObject({ leader_id: leader.memberId, error: null })
    expect(Object.keys((await ask(http[0], 'voting_view')).body.current_config)).toEqual(['1', '2', '3'])
    expect((await ask(http[0], 'dump')).body).toMatchObject({ session_id_to_ephemeral_paths: {} })
    expect((await ask(http[0], 'no_such')).body.error).toBe('Unknown command: no_such')
    expect((await ask(http[0], 'a/b')).status).toBe(404)
  })

  it('without a quorum has an error in every answer, and a page of HTML for monitor', async () => {
    const { http, ensemble, follow } = await served()
    ensemble.members[0]!.kill()
    ensemble.members[1]!.kill()
    await follow()
    const monitor = await ask(http[2], 'monitor')
    expect([monitor.status, monitor.body]).toEqual([500, null])
    expect(monitor.text).toMatch(/^<html>/)
    for (const name of ['ruok', 'server_stats']) {
      const { status, body } = await ask(http[2], name)
      expect([status, body.error]).toEqual([200, 'This ZooKeeper instance is not currently serving requests'])
    }
    await expect(ask(http[0], 'ruok')).rejects.toThrow()
  })

  it('of 3.9 offers its tree to anybody who calls himself something', async () => {
    const { http } = await served({ version: '3.9.3-c26634f34490bb0ea7a09cc51e05ede3b4e320ee, built on 2024-10-17' })
    expect((await ask(http[0], '')).text).toContain('/commands/snapshot')
    const as = (authorization: string) => ask(http[0], 'snapshot', { headers: { authorization } })
    expect(await ask(http[0], 'snapshot')).toMatchObject({ status: 401, body: { error: 'Auth info is missing' } })
    for (const nobody of ['digest', 'world anyone', 'Basic YTpi']) {
      expect(await as(nobody)).toMatchObject({ status: 401, body: { error: 'Not authenticated' } })
    }
    const taken = await as('digest any:body')
    expect([taken.status, taken.headers.get('last_zxid')]).toEqual([200, expect.stringMatching(/^0x/)])
  })

  it('of 3.8 knows no snapshots', async () => {
    const { http } = await served()
    expect((await ask(http[0], '')).text).not.toContain('snapshot')
    expect((await ask(http[0], 'snapshot')).body.error).toBe('Unknown command: snapshot')
  })
})

describe('a Prometheus provider', () => {
  it('has gauges, counters and summaries', async () => {
    const { http, ensemble } = await served()
    ensemble.members[0]!.statistics.fsyncMs.add(5)
    const page = await (await fetch(http[0]!.metricsUrl()!)).text()
    expect(page).toMatch(/\n# TYPE znode_count gauge\nznode_count \d+\.0\n/)
    expect(page).toMatch(/\n# TYPE looking_count counter\n/)
    expect(page).toMatch(/\nfsynctime\{quantile="0\.99",\} 5\.0\n/)
    expect(page).toMatch(/\nfsynctime_sum [\d.]+\n/)
    expect(page).not.toMatch(/zk_|avg_fsync/)
  })
})
