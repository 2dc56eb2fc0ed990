// One question after the other to the API, each with a full answer: how long it takes and how large it is.
import { apiPath } from '@perigee/contract'
import { openClient } from './http-get.ts'
import { type Spread, spreadOf } from './percentiles.ts'

export interface ApiCase {
  readonly name: string
  readonly path: string
}

export interface ApiFigures {
  readonly name: string
  /** In ms. */
  readonly durations: Spread
  /** The largest answer, as sent. */
  readonly bytes: number
}

/** The questions of the issue, and the dearest that the API knows. */
export function apiCases(cluster: string, { topic, broker }: { topic: string; broker: number }): ApiCase[] {
  const topics = apiPath('topics', { cluster })
  return [
    { name: 'overview', path: apiPath('overview') },
    { name: 'cluster', path: apiPath('cluster', { cluster }) },
    { name: 'brokers', path: apiPath('brokers', { cluster }) },
    { name: 'broker', path: apiPath('broker', { cluster, broker }) },
    { name: 'topics, first 100', path: `${topics}?limit=100` },
    { name: 'topics, filtered', path: `${topics}?q=orders&limit=100` },
    { name: 'topics, by size', path: `${topics}?sort=-size&limit=100` },
    { name: 'topic', path: apiPath('topic', { cluster, topic }) },
    { name: 'topics, 1,000 rows', path: `${topics}?limit=1000` },
    { name: 'topics, no match', path: `${topics}?q=zzz-no-such-topic-anywhere&limit=100` },
    { name: 'partitions, by size', path: `${apiPath('partitions', { cluster })}?sort=-size&limit=200` },
    { name: 'what-if of a broker', path: `${apiPath('whatIf', { cluster })}?lose=broker:${broker}` },
    { name: 'capability', path: apiPath('capability', { cluster }) },
    { name: 'quorum', path: apiPath('quorum', { cluster }) },
    { name: 'capacity', path: apiPath('capacity', { cluster }) },
    { name: 'preflight', path: apiPath('preflight', { cluster }) },
    { name: 'series of a cluster', path: `${series(cluster, 'messagesInPerSecond')}&from=now-6h` },
    { name: 'series of every node', path: `${series(cluster, 'messagesInPerSecond')}&by=node&from=now-6h` },
  ]
}

/** What is asked besides where exporters tell. */
export function metricCases(cluster: string, broker: number): ApiCase[] {
  return [
    { name: 'vitals', path: apiPath('vitals', { cluster }) },
    { name: 'vitals of a broker', path: apiPath('brokerVitals', { cluster, broker }) },
    { name: 'p99 of every node', path: `${series(cluster, 'req_total_ms/Produce/p99')}&by=node&from=now-6h` },
  ]
}

function series(cluster: string, metric: string): string {
  return `${apiPath('series')}?${new URLSearchParams({ cluster, metric, points: '240' })}`
}

export interface Probe {
  /** Stops asking; gives what was measured. */
  stop(): Promise<ApiFigures[]>
}

/** Asks the cases in turn, with a pause after each, until stopped. Failed questions throw: the figures would lie. */
export function startProbe(port: number, cases: readonly ApiCase[], pauseMs: number): Probe {
  const client = openClient(port)
  const durations = new Map<string, number[]>(cases.map(({ name }) => [name, []]))
  const bytes = new Map<string, number>()
  let isOver = false
  const work = (async () => {
    for (let i = 0; !isOver; i += 1) {
      const one = cases[i % cases.length]
      if (one === undefined) return
      const got = await client.get(one.path)
      if (got.status !== 200) throw new Error(`${one.path} answered ${got.status}`)
      durations.get(one.name)?.push(got.durationMs)
      bytes.set(one.name, Math.max(bytes.get(one.name) ?? 0, got.bytes))
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  })()
  work.catch(() => undefined)
  return {
    async stop() {
      isOver = true
      await work
      client.close()
      return cases.map(({ name }) => ({
        name,
        durations: spreadOf(durations.get(name) ?? []),
        bytes: bytes.get(name) ?? Number.NaN,
      }))
    },
  }
}
