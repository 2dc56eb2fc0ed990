// Log directories: online, with room, even; and retention against the volume.
import type { BrokerLogDirs, ConfigEntry, LogDir } from '../facts.ts'
import { FULL_RATIO, usedRatio } from '../judge/disks.ts'
import { counted, listed } from '../judge/words.ts'
import { type Check, type Finding, notApplicable, pass, unknown, warn } from './check.ts'
import { brokerParts, fromParts, type Part, perBroker } from './parts.ts'
import type { Known, PreflightView } from './view.ts'
import { percentWords, sizeWords } from './words.ts'

const TOO_FULL_RATIO = 0.95
const UNEVEN = 1.5
/** Below this, ratios of sizes say nothing. */
const SMALL_BYTES = 1_073_741_824
const OFFLINE = 56

function dirsOf(view: PreflightView, broker: number): Known<BrokerLogDirs> {
  const reading = view.facts.logDirs.get(broker)
  return reading === undefined ? { known: false, why: 'its log directories were not read yet' } : view.read(reading)
}

type Verdict = readonly [state: Part['state'], text: string] | null
const dirParts = (view: PreflightView, judge: (dirs: BrokerLogDirs, broker: number) => Verdict) =>
  brokerParts(view, (broker) => {
    const dirs = dirsOf(view, broker)
    return dirs.known ? judge(dirs.value, broker) : ['unknown', dirs.why]
  })

function online(view: PreflightView): Finding {
  const parts = dirParts(view, ({ dirs }) => {
    const away = dirs.filter(({ error }) => error === OFFLINE)
    if (away.length > 0) return ['fail', `${listed(away.map(({ path }) => path))} is offline (KAFKA_STORAGE_ERROR)`]
    const odd = dirs.find(({ error }) => error !== 0)
    return odd === undefined ? ['pass', ''] : ['unknown', `${odd.path}: error ${odd.error}`]
  })
  return perBroker(view, parts, {
    pass: 'Every log directory is online.',
    none: 'No broker is registered.',
    fix: 'Replace the disk and restart the broker, or take the directory out of log.dirs.',
  })
}

const fullestOf = (dirs: readonly LogDir[]) =>
  dirs
    .flatMap((dir) => {
      const ratio = usedRatio(dir)
      return ratio === null ? [] : [{ ratio, path: dir.path }]
    })
    .toSorted((a, b) => b.ratio - a.ratio)[0]

function room(view: PreflightView): Finding {
  const parts = dirParts(view, ({ dirs }) => {
    const fullest = fullestOf(dirs)
    if (fullest === undefined) return ['unknown', 'volume sizes are told by Kafka 3.3 and newer only (KIP-827)']
    const text = `the volume of ${fullest.path} is ${percentWords(fullest.ratio)} full`
    return fullest.ratio > TOO_FULL_RATIO
      ? ['fail', text]
      : fullest.ratio > FULL_RATIO
        ? ['warn', text]
        : ['pass', text]
  })
  const fullest = Math.max(
    0,
    ...view.brokers.map(({ id }) => fullestOf(view.facts.logDirs.get(id)?.value?.dirs ?? [])?.ratio ?? 0),
  )
  return perBroker(view, parts, {
    pass: `The fullest volume is ${percentWords(fullest)} full.`,
    none: 'No broker is registered.',
    fix: 'Shorten retention, move partitions away, or add room before it is gone: a full volume stops its broker.',
    target: { page: 'brokers' },
  })
}

/** Bytes by directory. */
function sizesByDir({ dirs, sizeBytes, dir }: BrokerLogDirs): readonly number[] {
  const sums = dirs.map(() => 0)
  for (let row = 0; row < sizeBytes.length; row += 1) {
    const at = dir[row] as number
    sums[at] = (sums[at] ?? 0) + (sizeBytes[row] as number)
  }
  return sums
}

function evenDirs(view: PreflightView): Finding {
  const parts = dirParts(view, (held) => {
    if (held.dirs.length < 2) return null
    const sizes = sizesByDir(held)
    const [most, least] = [Math.max(...sizes), Math.min(...sizes)]
    const text = `its ${held.dirs.length} log directories hold ${sizeWords(least)} to ${sizeWords(most)}`
    return most > SMALL_BYTES && most > UNEVEN * least ? ['warn', text] : ['pass', text]
  })
  return perBroker(view, parts, {
    pass: 'Log directories of one broker hold about the same.',
    none: 'Every broker has one log directory.',
    fix: 'Move replicas between the directories of the broker (kafka-reassign-partitions.sh with log_dirs): Kafka places by count, not by size.',
  })
}

function ownVolumes(view: PreflightView): Finding {
  const parts = dirParts(view, ({ dirs }) => {
    if (dirs.length < 2) return null
    const volumes = dirs.map(({ totalBytes, usableBytes }) =>
      totalBytes === null ? null : `${totalBytes}/${usableBytes}`,
    )
    if (volumes.includes(null)) return ['unknown', 'volume sizes are told by Kafka 3.3 and newer only (KIP-827)']
    const shared = dirs.filter((_, at) => volumes.indexOf(volumes[at] as string) !== at)
    return shared.length > 0
      ? ['warn', `${listed(dirs.map(({ path }) => path))} seem to lie on one volume: size and free space are equal`]
      : ['pass', '']
  })
  return perBroker(view, parts, {
    pass: 'Each log directory lies on a volume of its own.',
    none: 'Every broker has one log directory.',
    fix: 'One directory for each volume in log.dirs: two on one volume gain nothing, and Kafka counts the room twice.',
    command: 'log.dirs=/disk1/kafka,/disk2/kafka',
  })
}

function evenBrokers(view: PreflightView): Finding {
  if (view.brokers.length < 2) return notApplicable('There is one broker.')
  const sizes = view.brokers.flatMap(({ id }) => {
    const dirs = dirsOf(view, id)
    return dirs.known ? [{ id, bytes: sizesByDir(dirs.value).reduce((sum, bytes) => sum + bytes, 0) }] : []
  })
  const blind = view.brokers.length - sizes.length
  if (blind > 0) return unknown(`Sizes of ${blind} of ${counted(view.brokers.length, 'broker')} are not known.`)
  const mean = sizes.reduce((sum, { bytes }) => sum + bytes, 0) / sizes.length
  const [largest] = sizes.toSorted((a, b) => b.bytes - a.bytes)
  if (largest === undefined) return unknown('Sizes are not known.')
  const evidence = `Broker ${largest.id} holds most, ${sizeWords(largest.bytes)}; the mean is ${sizeWords(mean)}.`
  if (largest.bytes < SMALL_BYTES || largest.bytes <= UNEVEN * mean) return pass(evidence)
  return warn(evidence, {
    fix: 'Rebalance replicas between brokers; the fullest broker decides when the cluster is full.',
    target: { page: 'brokers' },
  })
}

interface Limits {
  readonly bytes: number
  readonly ms: number
  readonly isDeleted: boolean
}

function limitsOf(entries: readonly ConfigEntry[] | undefined): Limits | null {
  if (entries === undefined) return null
  const number = (name: string) => Number(entries.find((entry) => entry.name === name)?.value ?? Number.NaN)
  const policy = entries.find(({ name }) => name === 'cleanup.policy')?.value ?? null
  const [bytes, ms] = [number('retention.bytes'), number('retention.ms')]
  if (policy === null || Number.isNaN(bytes) || Number.isNaN(ms)) return null
  return { bytes, ms, isDeleted: policy.split(',').includes('delete') }
}

/** Limits by topic; topics share arrays of settings, so each is read once. */
function limitsReader(byTopic: ReadonlyMap<string, readonly ConfigEntry[]>): (topic: string) => Limits | null {
  const seen = new Map<readonly ConfigEntry[], Limits | null>()
  return (topic) => {
    const entries = byTopic.get(topic)
    if (entries === undefined) return null
    const known = seen.get(entries)
    if (known !== undefined) return known
    const limits = limitsOf(entries)
    seen.set(entries, limits)
    return limits
  }
}

/** What a broker will hold once every topic has grown to its limit of size; those without one as large as today. */
function boundOf(held: BrokerLogDirs, limits: (topic: string) => Limits | null) {
  const sum = { bytes: 0, unbounded: 0, unknown: 0 }
  held.topics.forEach((topic, at) => {
    const limit = limits(topic)
    const isBound = limit?.isDeleted === true && limit.bytes >= 0
    if (limit === null) sum.unknown += 1
    else if (!isBound) sum.unbounded += 1
    for (let row = held.firstRow[at] as number; row < (held.firstRow[at + 1] as number); row += 1)
      sum.bytes += Math.max(held.sizeBytes[row] as number, isBound ? limit.bytes : 0)
  })
  return sum
}

function fits(held: BrokerLogDirs, limits: (topic: string) => Limits | null): NonNullable<Verdict> {
  const totals = held.dirs.map(({ totalBytes }) => totalBytes)
  if (totals.includes(null) || totals.length === 0)
    return ['unknown', 'volume sizes are told by Kafka 3.3 and newer only (KIP-827)']
  const total = (totals as number[]).reduce((sum, bytes) => sum + bytes, 0)
  const { bytes, unbounded, unknown: blind } = boundOf(held, limits)
  const noLimit =
    unbounded > 0 ? `, with ${counted(unbounded, 'topic')} that no size limits counted as they are today` : ''
  const text = `its topics may grow to ${sizeWords(bytes)} of ${sizeWords(total)}${noLimit}`
  if (bytes > total) return ['fail', text]
  if (bytes > FULL_RATIO * total) return ['warn', text]
  return blind > 0 ? ['unknown', `limits of ${counted(blind, 'topic')} on it are not known`] : ['pass', text]
}

function* retentionFits(view: PreflightView): Generator<undefined, Finding> {
  const configs = view.read(view.facts.topicConfigs)
  if (!configs.known) return unknown(`Settings of topics are not known: ${configs.why}.`)
  const limits = limitsReader(configs.value.byTopic)
  const parts: Part[] = []
  for (const { id } of view.brokers) {
    const dirs = dirsOf(view, id)
    const [state, text] = dirs.known ? fits(dirs.value, limits) : (['unknown', dirs.why] as const)
    parts.push({ who: `broker ${id}`, state, text })
    yield
  }
  const found = perBroker(view, parts, {
    pass: 'Topics fit on their volumes even when every limit of size is reached.',
    none: 'No broker is registered.',
    fix: 'Lower retention.bytes (it counts per partition and copy), or add room.',
    command:
      'kafka-configs.sh --bootstrap-server $BOOTSTRAP --alter --topic <topic> --add-config retention.bytes=<bytes>',
  })
  return found.state === 'pass' ? { ...found, details: parts.map(({ who, text }) => `${who}: ${text}`) } : found
}

function retentionSet(view: PreflightView): Finding {
  const configs = view.read(view.facts.topicConfigs)
  if (!configs.known) return unknown(`Settings of topics are not known: ${configs.why}.`)
  const limits = limitsReader(configs.value.byTopic)
  const parts = [...configs.value.byTopic.keys()].map((topic): Part => {
    const limit = limits(topic)
    if (limit === null) return { who: topic, state: 'unknown', text: 'its retention is not told' }
    const isEndless = limit.isDeleted && limit.bytes < 0 && limit.ms < 0
    return {
      who: topic,
      state: isEndless ? 'warn' : 'pass',
      text: isEndless ? 'nothing is ever deleted (retention.ms and retention.bytes are −1)' : '',
    }
  })
  return fromParts(parts, {
    pass: `Each of ${counted(parts.length, 'topic')} is compacted, or deletes by time or size.`,
    none: 'There are no topics.',
    fix: 'Set a limit of time or size, or say cleanup.policy=compact where the last value of each key is what counts.',
    command:
      'kafka-configs.sh --bootstrap-server $BOOTSTRAP --alter --topic <topic> --add-config retention.ms=604800000',
  })
}

const base = { family: 'disks' } as const

export const DISK_CHECKS: readonly Check[] = [
  {
    ...base,
    id: 'log-dirs-online',
    title: 'Every log directory is online',
    severity: 'critical',
    reason: 'Copies in an offline directory are gone until it is back.',
    judge: online,
  },
  {
    ...base,
    id: 'disk-room',
    title: 'Volumes have room',
    severity: 'critical',
    reason: 'A full volume takes its log directory offline, and often the broker with it.',
    judge: room,
  },
  {
    ...base,
    id: 'retention-fits',
    title: 'Retention fits on the disks',
    severity: 'major',
    reason: 'Topics that have not reached their limits yet will.',
    judge: retentionFits,
  },
  {
    ...base,
    id: 'retention-set',
    title: 'No topic grows for ever',
    severity: 'major',
    reason: 'Without a limit only a full disk ends its growth.',
    judge: retentionSet,
  },
  {
    ...base,
    id: 'log-dirs-even',
    title: 'Log directories of a broker are even',
    severity: 'minor',
    reason: 'The fullest one takes the broker’s partitions offline while others have room.',
    judge: evenDirs,
  },
  {
    ...base,
    id: 'log-dirs-volumes',
    title: 'Each log directory has its own volume',
    severity: 'minor',
    reason: 'Directories that share a volume fail together and share its speed.',
    judge: ownVolumes,
  },
  {
    ...base,
    id: 'brokers-even',
    title: 'Brokers hold about the same',
    severity: 'minor',
    reason: 'The fullest broker decides when the cluster is full.',
    judge: evenBrokers,
  },
]
