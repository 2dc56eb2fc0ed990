// Which requests a broker was asked, in which versions, with what outcome, and where their time went.
import { apiOf } from '../../apis/index.ts'
import type { ListenerKind } from '../../releases/version-table.ts'
import { versionsOf } from '../../releases/versions-of.ts'
import type { BrokerVitals } from './broker-vitals.ts'
import { fetchRemote, produceRemote } from './remote.ts'
import type { Stage } from './stage.ts'
import { FETCHES_PER_SECOND } from './traffic.ts'

export interface Stages {
  readonly queue: Stage
  readonly local: Stage
  readonly remote: Stage
  readonly throttle: Stage
  readonly responseQueue: Stage
  readonly send: Stage
}

interface Counted {
  readonly count: number
  readonly perSecond: number
}

export interface AskedRequest extends Counted {
  /** `Produce`, `FetchConsumer` */
  readonly request: string
  readonly stages: Stages
  readonly requestBytes: number
  readonly versions: readonly (Counted & { readonly version: number })[]
  /** `NONE` among them. */
  readonly errors: readonly (Counted & { readonly error: string })[]
}

const PRODUCE = 0
const FETCH = 1
/** Some clients are older: the version that they speak, and their share of the requests. */
const OLDER: Readonly<Record<number, { readonly version: number; readonly share: number }>> = {
  [PRODUCE]: { version: 7, share: 0.15 },
  [FETCH]: { version: 11, share: 0.2 },
}
const NOTHING: Stage = { typical: 0 }

export function askedRequests(vitals: BrokerVitals): AskedRequest[] {
  const { total, perSecond } = vitals.all
  const { pressure, cluster, broker, uptimeMs } = vitals
  const own: Stages = { ...pressure, remote: NOTHING, throttle: NOTHING }
  const others = Math.max(0, cluster.brokers.size - 1)
  const isFollowed = perSecond.replicationBytesOut > 0
  const ask = askerOf(vitals)
  const moved = { error: 'NOT_LEADER_OR_FOLLOWER', count: vitals.leadersLost, perSecond: 0 }
  const produce = ask('Produce', PRODUCE, {
    counted: { count: total.produceRequests, perSecond: perSecond.produceRequests },
    stages: { ...own, throttle: pressure.throttle, remote: produceRemote(cluster, broker, vitals.followers) },
    requestBytes: perSecond.produceRequests === 0 ? 0 : perSecond.bytesIn / perSecond.produceRequests,
    failed: [{ error: 'NOT_ENOUGH_REPLICAS', count: total.failedProduce, perSecond: perSecond.failedProduce }, moved],
  })
  const fetchers = perSecond.fetchRequests / FETCHES_PER_SECOND
  const consumer = ask('FetchConsumer', FETCH, {
    counted: { count: total.fetchRequests, perSecond: perSecond.fetchRequests },
    stages: {
      ...own,
      throttle: pressure.throttle,
      local: pressure.coldFetch === null ? own.local : { typical: own.local.typical, slow: pressure.coldFetch },
      remote: fetchRemote({ arrivals: perSecond.produceRequests, fetchers }),
    },
    requestBytes: 380,
    failed: [moved],
  })
  const follower = ask('FetchFollower', FETCH, {
    counted: { count: (2 * others * uptimeMs) / 1000, perSecond: 2 * others },
    stages: { ...own, remote: fetchRemote({ arrivals: isFollowed ? perSecond.produceRequests : 0, fetchers: 1 }) },
    requestBytes: 410,
    isInternal: true,
  })
  return [produce, together(consumer, follower), consumer, follower, ...servedRequests(vitals, own)]
}

/** `Fetch` is both kinds of fetches. */
function together(consumer: AskedRequest, follower: AskedRequest): AskedRequest {
  const count = consumer.count + follower.count
  const perSecond = consumer.perSecond + follower.perSecond
  const byVersion = new Map<number, Counted>()
  for (const { version, ...one } of [...consumer.versions, ...follower.versions]) {
    const sum = byVersion.get(version) ?? { count: 0, perSecond: 0 }
    byVersion.set(version, { count: sum.count + one.count, perSecond: sum.perSecond + one.perSecond })
  }
  return {
    ...consumer,
    request: 'Fetch',
    count,
    perSecond,
    versions: [...byVersion].map(([version, one]) => ({ version, ...one })),
    errors: [{ error: 'NONE', count, perSecond }, ...consumer.errors.filter(({ error }) => error !== 'NONE')],
  }
}

/** Requests that were really asked of the simulated broker. */
function servedRequests(vitals: BrokerVitals, stages: Stages): AskedRequest[] {
  const ask = askerOf(vitals)
  return [...vitals.meter.byApi().keys()]
    .filter((key) => key !== PRODUCE && key !== FETCH)
    .flatMap((key) => {
      const name = apiOf(key)?.name
      if (name === undefined) return []
      const count = vitals.served(key)
      return [
        ask(name, key, { counted: { count, perSecond: (count * 1000) / vitals.uptimeMs }, stages, requestBytes: 180 }),
      ]
    })
}

interface Ask {
  readonly counted: Counted
  readonly stages: Stages
  readonly requestBytes: number
  readonly failed?: readonly (Counted & { readonly error: string })[]
  /** Asked by brokers: they all speak the newest version. */
  readonly isInternal?: boolean
}

function askerOf({ cluster }: BrokerVitals) {
  const { mode, release } = cluster.identity
  const listener: ListenerKind = mode === 'kraft' ? 'kraft-broker' : 'zookeeper-broker'
  const offered = versionsOf(release, listener)
  return (
    request: string,
    key: number,
    { counted, stages, requestBytes, failed = [], isInternal }: Ask,
  ): AskedRequest => {
    const count = Math.floor(counted.count)
    const { perSecond } = counted
    const newest = offered.get(key)?.max ?? 0
    const older = isInternal === true ? undefined : OLDER[key]
    const few = older === undefined ? 0 : Math.floor(count * older.share)
    const slower = perSecond * (older?.share ?? 0)
    const versions = [
      { version: newest, count: count - few, perSecond: perSecond - slower },
      ...(older === undefined || few === 0 ? [] : [{ version: older.version, count: few, perSecond: slower }]),
    ]
    const refused = failed.map((one) => ({ ...one, count: Math.floor(one.count) })).filter((one) => one.count > 0)
    const errors = [{ error: 'NONE', count, perSecond }, ...refused]
    return { request, count, perSecond, stages, requestBytes, versions, errors }
  }
}
