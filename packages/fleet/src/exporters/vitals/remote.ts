// Remote time: what a request waits for others. Producers with acks=all wait for followers, fetches wait for records.
import type { Broker } from '../../world/broker.ts'
import type { Cluster } from '../../world/cluster.ts'
import { pressureOn } from './pressure.ts'
import type { Stage } from './stage.ts'

/** `fetch.max.wait.ms` of consumers, `replica.fetch.wait.max.ms` of followers. */
const FETCH_WAIT_MS = 500
const FOLLOWER_TURN_MS = 1.4
/** A follower that fetches too little makes producers wait until it has left the ISR, ms. */
const FALLING_BEHIND_MS = 900
const MANY_TIMES = 4

/**
 * Of a produce request on this leader. `shares`: of its produced bytes, those that each follower in the ISR has to fetch,
 * 0–1.
 */
export function produceRemote(cluster: Cluster, leader: Broker, shares: ReadonlyMap<number, number>): Stage {
  if (cluster.acks !== 'all' || shares.size === 0) return { typical: 0 }
  const own = pressureOn(cluster, leader)
  // What followers fetch is sent by the leader, over its own network.
  const sending = own.send.typical + (own.send.slow?.share ?? 0) * (own.send.slow?.typical ?? 0)
  const waits = [...shares].map(([id, share]) => ({ share, ms: followMs(cluster, id) }))
  const usual = median(waits.map(({ ms }) => ms))
  const late = waits.filter(({ ms }) => ms > MANY_TIMES * usual && ms > 4)
  const prompt = waits.filter((one) => !late.includes(one))
  const typical = FOLLOWER_TURN_MS + sending + Math.max(0, ...prompt.map(({ ms }) => ms))
  if (late.length === 0) return { typical }
  const share = Math.min(
    1,
    late.reduce((sum, one) => sum + one.share, 0),
  )
  return { typical, slow: { typical: typical + Math.max(...late.map(({ ms }) => ms)), share } }
}

function followMs(cluster: Cluster, followerId: number): number {
  const follower = cluster.brokers.get(followerId)
  if (follower === undefined || follower.state !== 'up') return 0
  const behind = cluster.slowFollowers.get(followerId)
  return pressureOn(cluster, follower).followMs + (behind === undefined ? 0 : FALLING_BEHIND_MS * (1 - behind.share))
}

/** Of a fetch that long-polls: until records come, and no longer than it is willing to wait. */
export function fetchRemote({ arrivals, fetchers }: { arrivals: number; fetchers: number }): Stage {
  const perFetcher = fetchers === 0 ? 0 : arrivals / fetchers
  return {
    typical: perFetcher === 0 ? FETCH_WAIT_MS : Math.min(FETCH_WAIT_MS, 600 / perFetcher),
    atMost: FETCH_WAIT_MS + 2,
  }
}

/** The lower one of two in the middle: a single slow one of few is no median. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0
}
