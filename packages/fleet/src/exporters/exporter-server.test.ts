import { get } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openFleet } from '../fleet.ts'
import { loseBroker, reviveBroker } from '../world/operations/broker-life.ts'
import { parsePage } from './page/parse-page.fake.ts'

async function withExporters() {
  const fleet = await openFleet({
    seed: 2,
    clusters: [
      {
        name: 'x',
        mode: 'kraft',
        release: '4.1',
        exporterRules: 'no-rules',
        dataCentres: [{ name: 'a', racks: ['r'], brokers: 1, controllers: 1 }],
        topics: [{ name: 't', partitions: 1, replicationFactor: 1 }],
      },
    ],
  })
  const { nodes, world } = fleet.clusters[0]!
  const url = nodes.get(1)!.exporterUrl()!
  return { fleet, world, nodes, url, [Symbol.asyncDispose]: () => fleet.close() }
}

/** Headers and bytes as they come; fetch would unpack them. */
function raw(url: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    const request = get(url, { headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      )
    })
    request.on('error', reject)
  })
}

describe('an exporter', () => {
  it('serves its page in text format, packed for who takes that', async () => {
    await using one = await withExporters()
    const plain = await raw(one.url)
    expect(plain.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(parsePage(plain.body.toString()).value('kafka_server_KafkaServer_Value', { name: 'BrokerState' })).toBe(3)
    const packed = await raw(one.url, { 'accept-encoding': 'gzip' })
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(packed.body.length * 4).toBeLessThan(plain.body.length)
    expect(parsePage(gunzipSync(packed.body).toString()).samples.length).toBe(
      parsePage(plain.body.toString()).samples.length,
    )
  })

  it('tells of itself, and of each node by its own', async () => {
    await using one = await withExporters()
    const pages = await Promise.all(
      [...one.nodes.values()].map(async (node) => parsePage((await raw(node.exporterUrl()!)).body.toString())),
    )
    for (const page of pages) expect(page.value('jmx_scrape_duration_seconds')).toBeGreaterThanOrEqual(0)
    const active = pages.map((page) =>
      page.value('kafka_controller_KafkaController_Value', { name: 'ActiveControllerCount' }),
    )
    expect(active).toEqual([undefined, 1])
  })

  it('answers HEAD without a body, cuts by name, knows nothing else', async () => {
    await using one = await withExporters()
    const head = await fetch(one.url, { method: 'HEAD' })
    expect([head.status, (await head.text()).length]).toEqual([200, 0])
    const cut = parsePage(await (await fetch(`${one.url}?name[]=process_open_fds`)).text())
    expect(cut.samples.map(({ name }) => name)).toEqual(['process_open_fds'])
    expect((await fetch(new URL('/', one.url))).status).toBe(404)
    expect((await raw(one.url.replace('/metrics', '//%zz'))).status).toBe(404)
    expect((await fetch(one.url, { method: 'POST' })).status).toBe(405)
  })

  it('hangs and dies with its broker, and comes back where it was', async () => {
    await using one = await withExporters()
    loseBroker(one.world, 1, 'hung')
    await one.fleet.settled()
    let isAnswered = false
    const waiting = fetch(one.url).then((response) => {
      isAnswered = true
      return response.status
    })
    await fetch(one.nodes.get(3_001)!.exporterUrl()!)
    expect(isAnswered).toBe(false)
    reviveBroker(one.world, 1)
    expect(await waiting).toBe(200)
    loseBroker(one.world, 1, 'down')
    await one.fleet.settled()
    await expect(fetch(one.url)).rejects.toThrow()
    reviveBroker(one.world, 1)
    await one.fleet.settled()
    expect((await fetch(one.url)).status).toBe(200)
  })
})
