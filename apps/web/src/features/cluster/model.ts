import { hrefOf } from '../../app/view.ts'
import { withLastKnown } from '../../ui/last-known.ts'
import { countWords, percentWords } from '../../ui/quantity-words.ts'
import type { Stat } from '../../ui/stat-rail.tsx'
import type { ClusterData } from './queries.ts'

/** What questions of their own tell for the rail: it does not wait for them. */
export interface ClusterLoad {
  readonly handlers: Stat | null
  /** `full in 23 d`, of the fullest broker. */
  readonly full: string | null
}
const NO_LOAD: ClusterLoad = { handlers: null, full: null }

/** The eight numbers of a cluster. Which of them are trouble is read from the server's problems, not judged here. */
export function clusterStats(now: ClusterData, load: ClusterLoad = NO_LOAD): readonly Stat[] {
  const cluster = now.freshness === 'lost' ? withLastKnown(now) : now
  const rows = (q: string) => hrefOf({ kind: 'partitions', cluster: cluster.name }, { q })
  return [
    brokersStat(cluster),
    controllerStat(cluster),
    partitionStat('Offline partitions', cluster.offlinePartitions, {
      href: rows('is:offline'),
      status: 'critical',
      note: 'no leader',
    }),
    partitionStat('Under min ISR', cluster.underMinIsrPartitions, {
      href: rows('is:under-min-isr'),
      status: 'critical',
      note: 'refuse writes',
    }),
    partitionStat('At min ISR', cluster.atMinIsrPartitions, {
      href: rows('is:at-min-isr'),
      status: 'warning',
      note: 'next loss stops them',
      zeroNote: byDesign(cluster),
    }),
    partitionStat('Under-replicated', cluster.underReplicatedPartitions, {
      href: rows('is:under-replicated'),
      status: 'warning',
      note: ofPartitions(cluster),
      zeroNote: ofPartitions(cluster),
    }),
    diskStat(cluster, load.full),
    load.handlers ??
      partitionStat('Non-preferred leaders', cluster.nonPreferredLeaders, {
        href: rows('is:non-preferred'),
        note: 'not where they belong',
      }),
  ]
}

function byDesign({ atMinIsrByDesignPartitions: many }: ClusterData): string {
  return many === null || many === 0 ? 'none' : `${countWords(many)} by design`
}

const ofPartitions = ({ partitions }: ClusterData) =>
  partitions === null ? 'of unknown many' : `of ${countWords(partitions)} partitions`

function brokersStat({ name, brokers: { up, expected, expectedBy } }: ClusterData): Stat {
  const missing = up !== null && expected !== null ? expected - up : 0
  return {
    label: 'Brokers up',
    value: up === null ? null : countWords(up),
    ...(expected !== null && { unit: `of ${countWords(expected)}` }),
    note: brokersNote({ up, missing, expectedBy }),
    href: hrefOf({ kind: 'brokers', cluster: name }),
    lesser: true,
    ...(missing > 0 && { status: 'warning' as const }),
  }
}

function brokersNote(seen: { up: number | null; missing: number; expectedBy: string | null }): string {
  if (seen.up === null) return 'not known'
  if (seen.missing > 0) return `${seen.missing} missing`
  if (seen.expectedBy === null) return 'expected number not known'
  return seen.expectedBy === 'inferred' ? 'as many as ever seen' : 'all there'
}

function controllerStat({ controller }: ClusterData): Stat {
  return {
    label: 'Controller',
    value: controller.id === null ? null : controller.id,
    note: withoutId(controller),
    lesser: true,
    href: '#quorum',
    ...(controller.status !== 'ok' && { status: controller.status }),
  }
}

/** The text begins with the id, which stands above it already. */
function withoutId({ id, text }: ClusterData['controller']): string {
  return id !== null && text.startsWith(`${id}, `) ? text.slice(`${id}, `.length) : text
}

interface PartitionStat extends Pick<Stat, 'href' | 'status'> {
  readonly note: string
  readonly zeroNote?: string
}

function partitionStat(label: string, count: number | null, more: PartitionStat): Stat {
  const { href = null, status, note, zeroNote = 'none' } = more
  if (count === null) return { label, value: null, note: 'not known' }
  const some = count > 0
  return {
    label,
    value: countWords(count),
    note: some ? note : zeroNote,
    lesser: status === undefined,
    ...(some && { href, ...(status !== undefined && { status }) }),
  }
}

function diskStat(
  { name, disks: { fullestBroker, fullestRatio, unknownBrokers } }: ClusterData,
  full: string | null,
): Stat {
  const words = fullestRatio === null ? null : percentWords(fullestRatio)
  const blind = unknownBrokers.length > 0 ? `, ${unknownBrokers.length} unknown` : ''
  return {
    label: 'Fullest disk',
    value: words?.text ?? null,
    unit: '%',
    note: fullestBroker === null ? 'no broker tells' : `broker ${fullestBroker}${full === null ? blind : `, ${full}`}`,
    lesser: true,
    ...(fullestBroker !== null && { href: hrefOf({ kind: 'broker', cluster: name, broker: fullestBroker }) }),
  }
}

/** `23 up, 1 down; bar under the controller`. */
export function stripNote({ brokerCells, brokers }: ClusterData): string {
  const words = new Map<string, number>()
  for (const { status, word } of brokerCells)
    if (status !== 'ok') words.set(word.toLowerCase(), (words.get(word.toLowerCase()) ?? 0) + 1)
  const parts = [...words].map(([word, many]) => `${many} ${word}`)
  const up = brokers.up === null ? 'how many are up is not known' : `${brokers.up} up`
  const bar = brokerCells.some(({ controller }) => controller) ? '; bar under the active controller' : ''
  return `${[up, ...parts].join(', ')}${bar}`
}

/** Nobody answers: then the sentence says all there is to say, and every fact is missing for that reason. */
export function isUnanswered({ problems }: Pick<ClusterData, 'problems'>): boolean {
  return problems.length === 1 && problems[0]?.code === 'no-answer'
}
