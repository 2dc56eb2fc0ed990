// Two hundred browsers in a process of their own.
import { apiPath } from '@perigee/contract'
import { type Browser, openBrowser } from './browser.ts'
import { openClient } from './http-get.ts'
import { pageAt, type Sights } from './pages.ts'
import { spreadOf } from './percentiles.ts'
import type { ViewerAnswer, ViewerAsk, ViewOrder, Views } from './viewer-messages.ts'

const RAMP_MS = 10_000
const KEPT_FAILURES = 20

const browsers: Browser[] = []
const durations = new Map<string, number[]>()
const failures: string[] = []
let sums = { requests: 0, unchanged: 0, bodyBytes: 0, eventBytes: 0 }
let since = performance.now()

process.on('message', (ask: ViewerAsk) => void answer(ask).then((told) => process.send?.(told)))
process.on('disconnect', () => process.exit(0))

async function answer(ask: ViewerAsk): Promise<ViewerAnswer> {
  if (ask.kind === 'views') return { kind: 'views', views: takeViews() }
  if (ask.kind === 'close') {
    for (const browser of browsers) browser.close()
    return { kind: 'closed' }
  }
  await open(ask.order)
  return { kind: 'open' }
}

async function open({ port, browsers: count, clusters }: ViewOrder): Promise<void> {
  const client = openClient(port)
  const sights = await Promise.all(clusters.map((cluster) => sightsOf(client, cluster)))
  client.close()
  const pick = <T>(values: readonly T[]) => values[Math.floor(Math.random() * values.length)] as T
  for (let i = 0; i < count; i += 1) {
    setTimeout(
      () => {
        browsers.push(
          openBrowser({
            port,
            // An address each, as people have: the limit of requests per address is theirs, not the building's.
            localAddress: `127.0.${1 + Math.floor(i / 200)}.${2 + (i % 200)}`,
            choosePage: () => pageAt(Math.random(), pick(sights), pick),
            onAnswer({ route }, got) {
              sums.requests += 1
              if (got.status === 304) sums.unchanged += 1
              sums.bodyBytes += got.bytes
              const known = durations.get(route) ?? []
              durations.set(route, known)
              known.push(got.durationMs)
            },
            onFailure: (query, reason) => failures.push(`${query?.path ?? 'events'}: ${reason}`),
            onEventBytes(bytes) {
              sums.eventBytes += bytes
            },
          }),
        )
      },
      (i / count) * RAMP_MS,
    )
  }
  await new Promise((resolve) => setTimeout(resolve, RAMP_MS))
  takeViews()
}

async function sightsOf(client: ReturnType<typeof openClient>, cluster: string): Promise<Sights> {
  const brokers = await client.get(apiPath('brokers', { cluster }), { body: 'keep' })
  const topics = await client.get(`${apiPath('topics', { cluster })}?limit=200&sort=name`, { body: 'keep' })
  const { data: list } = JSON.parse(brokers.body ?? '') as { data: { items: { id: number }[] } }
  const { data: names } = JSON.parse(topics.body ?? '') as { data: { items: { name: string }[] } }
  return { cluster, brokers: list.items.map(({ id }) => id), topics: names.items.map(({ name }) => name) }
}

/** What was seen since it was last asked. */
function takeViews(): Views {
  const now = performance.now()
  const byRoute = Object.fromEntries([...durations].map(([route, values]) => [route, spreadOf(values)]))
  const views: Views = {
    seconds: (now - since) / 1_000,
    ...sums,
    failures: [
      ...failures.slice(0, KEPT_FAILURES),
      ...(failures.length > KEPT_FAILURES ? [`${failures.length} in all`] : []),
    ],
    byRoute,
    all: spreadOf([...durations.values()].flat()),
  }
  since = now
  sums = { requests: 0, unchanged: 0, bodyBytes: 0, eventBytes: 0 }
  durations.clear()
  failures.length = 0
  return views
}
