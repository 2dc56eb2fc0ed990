// Releases: one of them, one that is still mended, and nothing held back after an upgrade.
import { listed } from '../judge/words.ts'
import { type Check, type Finding, notApplicable, pass, unknown, warn } from './check.ts'
import { KAFKA_RELEASES, RELEASES_AS_OF, RELEASES_SOURCE, releaseAge, SUPPORTED_RELEASES } from './kafka-releases.ts'
import { fromParts, noBrokers, type Part, settingParts } from './parts.ts'
import type { PreflightView } from './view.ts'

function oneRelease(view: PreflightView): Finding {
  const none = noBrokers(view)
  if (none !== null) return none
  const byRelease = new Map<string, number[]>()
  for (const { id, release } of view.brokers)
    if (release !== null) byRelease.set(release, [...(byRelease.get(release) ?? []), id])
  const blind = view.brokers.filter(({ release }) => release === null).map(({ id }) => id)
  const details = [...byRelease].map(([release, ids]) => `${release}: brokers ${listed(ids, 12)}`)
  if (byRelease.size > 1)
    return warn(`${byRelease.size} releases run side by side: ${listed([...byRelease.keys()])}.`, {
      details,
      fix: 'Finish the upgrade; new features stay locked until every broker runs the newer release.',
    })
  if (blind.length > 0)
    return unknown(
      `The release of ${listed(blind.map((id) => `broker ${id}`))} is not known: it did not answer, or fits no release of Apache Kafka.`,
      { details },
    )
  return pass(`All brokers run ${[...byRelease.keys()][0]}, told by the API versions they offer.`)
}

/** `4.1 – 4.2` may be either; `4.3 or newer` is at least that. */
const releasesIn = (words: string) => words.match(/\d+\.\d+/g) ?? []

function stillMended(view: PreflightView): Finding {
  const none = noBrokers(view)
  if (none !== null) return none
  const parts: Part[] = view.brokers.map(({ id, release }): Part => {
    const who = `broker ${id}`
    const ages = releasesIn(release ?? '').map(releaseAge)
    const youngest = ages.flatMap((age) => (age === null ? [] : [age.newer])).toSorted((a, b) => a - b)[0]
    if (release === null || youngest === undefined) return { who, state: 'unknown', text: 'its release is not known' }
    if (youngest < SUPPORTED_RELEASES) return { who, state: 'pass', text: '' }
    const since = ages.at(-1)?.releasedOn
    const when = since ? ` of ${since}` : ''
    const text = `Kafka ${release}${when} is no longer mended: ${youngest} releases came after it`
    return { who, state: youngest < 2 * SUPPORTED_RELEASES ? 'warn' : 'fail', text }
  })
  const newest = KAFKA_RELEASES.slice(-SUPPORTED_RELEASES).map(([name]) => name)
  const found = fromParts(parts, {
    pass: `The release is among the newest ${SUPPORTED_RELEASES}.`,
    none: 'No broker is registered.',
    fix: `Upgrade to ${listed(newest)}; clusters with ZooKeeper migrate to KRaft on 3.9 first.`,
  })
  return {
    ...found,
    evidence: `${found.evidence} As of ${RELEASES_AS_OF}: ${listed(newest)} get fixes (${RELEASES_SOURCE}).`,
  }
}

function featuresRaised(view: PreflightView): Finding {
  const registry = view.read(view.facts.registry)
  if (!registry.known) return unknown(`Feature levels are not known: ${registry.why}.`)
  if (registry.value.mode === 'zookeeper') return notApplicable('With ZooKeeper there is no metadata.version.')
  const metadata = registry.value.features.find(({ name }) => name === 'metadata.version')
  if (metadata === undefined || metadata.finalizedLevel === null)
    return unknown('No broker tells the level of metadata.version.')
  const { finalizedLevel, supportedMax } = metadata
  if (finalizedLevel >= supportedMax)
    return pass(`metadata.version is at level ${finalizedLevel}, the highest that the brokers support.`)
  return warn(`metadata.version is at level ${finalizedLevel}; the brokers support ${supportedMax}.`, {
    fix: 'Once every broker runs the newer release and you need not go back, raise it.',
    command: 'kafka-features.sh --bootstrap-server $BOOTSTRAP upgrade --release-version <release>',
  })
}

function protocolRaised(view: PreflightView): Finding {
  const registry = view.read(view.facts.registry)
  if (!registry.known) return unknown(`The brokers are not known: ${registry.why}.`)
  if (registry.value.mode === 'kraft') return notApplicable('KRaft has metadata.version in its place.')
  const parts = settingParts(view, 'inter.broker.protocol.version', (value, _, broker) => {
    const release = view.brokers.find(({ id }) => id === broker)?.release ?? null
    const least = releasesIn(release ?? '')[0]
    const set = releasesIn(value)[0]
    if (least === undefined || set === undefined) return ['unknown', 'its release is not known']
    const [running, spoken] = [releaseAge(least), releaseAge(set)]
    if (running === null || spoken === null) return ['unknown', `${value} is not in the table of releases`]
    return spoken.newer > running.newer
      ? ['warn', `it runs ${release}, but speaks ${value} to the others`]
      : ['pass', '']
  })
  return fromParts(parts, {
    pass: 'Brokers speak the protocol of their own release among themselves.',
    none: 'No broker is registered.',
    fix: 'Finish the upgrade: raise it on every broker and restart them one by one.',
    command: 'inter.broker.protocol.version=3.9',
  })
}

function noZooKeeper(view: PreflightView): Finding {
  const registry = view.read(view.facts.registry)
  if (!registry.known) return unknown(`Whether ZooKeeper is used is not known: ${registry.why}.`)
  const { mode } = registry.value
  const migrating = view.facts.ensemble.value?.tree?.migration ?? null
  if (mode === 'kraft') return pass('The cluster runs on KRaft.')
  const fix = 'Plan the migration to KRaft on 3.9 (KIP-866): 4.0 and newer run without ZooKeeper only.'
  if (mode === 'migrating' || migrating !== null)
    return warn('The migration to KRaft is under way and not finished.', {
      fix: 'Finish it: while it lasts, every change is written twice.',
    })
  return warn('The cluster keeps its metadata in ZooKeeper; 3.9 is the last release that can.', { fix })
}

const base = { family: 'versions' } as const

export const VERSION_CHECKS: readonly Check[] = [
  {
    ...base,
    id: 'release-mended',
    title: 'The release still gets fixes',
    severity: 'major',
    reason: 'Security holes of older releases stay open.',
    judge: stillMended,
  },
  {
    ...base,
    id: 'one-release',
    title: 'All brokers run one release',
    severity: 'major',
    reason: 'Half an upgrade is a state that nobody tests for long.',
    judge: oneRelease,
  },
  {
    ...base,
    id: 'metadata-version',
    title: 'metadata.version is at its highest',
    severity: 'minor',
    reason: 'New features stay off, and the next upgrade may need it first.',
    judge: featuresRaised,
  },
  {
    ...base,
    id: 'inter-broker-protocol',
    title: 'Brokers speak the newest protocol among themselves',
    severity: 'minor',
    reason: 'An old inter.broker.protocol.version keeps mended faults and better requests switched off.',
    judge: protocolRaised,
  },
  {
    ...base,
    id: 'kraft',
    title: 'The cluster has left ZooKeeper',
    severity: 'major',
    reason: 'No release after 3.9 can use ZooKeeper.',
    judge: noZooKeeper,
  },
]
