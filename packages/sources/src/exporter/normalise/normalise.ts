// One page → canonical values of one node.
import type { MetricTarget, NodeMetrics } from '@perigee/domain'
import type { ClusterHints } from '../../metrics/source.ts'
import { capabilities } from '../capability/capability.ts'
import { NAMING_WORDS, namingOf } from '../naming/probes.ts'
import { type PageReader, SCRAPE_ERROR, SCRAPE_SECONDS } from '../scan/page-reader.ts'
import { settleFractions } from './fractions.ts'
import { type Gathered, gather, isCounted } from './gather.ts'
import { deriveNetworkBusy } from './network-busy.ts'
import { deriveRole } from './quorum-role.ts'
import type { TargetMemory } from './target-memory.ts'

export interface NormaliseOptions {
  readonly target: MetricTarget
  readonly hints: ClusterHints
  readonly memory: TargetMemory
  /** Monotonic, ms: when the exporter began to answer. */
  readonly atMs: number
}

export type PageMetrics = Omit<NodeMetrics, 'cost' | 'source'> & { readonly exporterMs: number | null }

export function normalise(page: PageReader, options: NormaliseOptions): PageMetrics {
  const { target, hints, memory, atMs } = options
  const naming = namingOf(page.names)
  const { ids, uses, values } = page
  const isCounter = (at: number) => uses[at]?.some(({ row, isLeftOut }) => isCounted(row) && !isLeftOut) === true
  const { rates, same } = memory.take({ ids, values, startedS: startOf(page), atMs }, isCounter)
  const gathered = gather({ ids, uses, values, rates, naming })
  const fractions = settleFractions({ ...gathered, memory })
  deriveRole(gathered.values, gathered.provenance, target)
  deriveNetworkBusy(gathered.values, gathered.provenance)
  const exporterS = page.own.get(SCRAPE_SECONDS)
  return {
    target,
    naming,
    looksLike: looksLike(page, naming),
    values: gathered.values,
    topics: flows(gathered),
    capabilities: capabilities({
      naming,
      role: target.role,
      hints,
      provenance: gathered.provenance,
      isController: gathered.values.has('active_controllers'),
    }),
    notes: [...notesOf(page), ...fractions, ...(same ? [SAME] : [])],
    // Told of the scrape before: zero on the first one.
    exporterMs: exporterS === undefined || !(exporterS > 0) ? null : exporterS * 1000,
  }
}

/** Start of the process that the page is of, epoch seconds; NaN: not told. */
function startOf({ uses, values }: PageReader): number {
  const at = uses.findIndex((each) => each.some(({ row }) => row.metric === 'start_time'))
  return at < 0 ? Number.NaN : (values[at] ?? Number.NaN) * (uses[at]?.[0]?.row.scale ?? 1)
}

const SAME = 'nothing on the page moved since it was read last: the exporter serves what it kept; no rates'

function looksLike(page: PageReader, naming: NodeMetrics['naming']): string {
  const words = naming === null ? 'unknown rules' : NAMING_WORDS[naming]
  if (naming === 'N') return page.version === null ? words : `${words} ${page.version}`
  const lower = naming === 'R' && !page.hasCapitals ? ', names in lower case' : ''
  const generation = page.names.has('jvm_memory_bytes_used')
    ? '0.x'
    : page.names.has('jvm_memory_used_bytes')
      ? '1.x'
      : null
  const exporter = page.version ?? generation
  return `${words}${lower}${exporter === null || naming === 'SR' ? '' : `, exporter ${exporter}`}`
}

function flows({ topics }: Gathered): NodeMetrics['topics'] {
  const names = [...topics.keys()]
  const column = (at: 0 | 1 | 2) => Float64Array.from(topics.values(), (row) => row[at])
  return { topics: names, bytesIn: column(0), bytesOut: column(1), messagesIn: column(2) }
}

function notesOf(page: PageReader): readonly string[] {
  const counted: readonly (readonly [number, string])[] = [
    [page.unreadable, 'lines could not be read'],
    [page.overlong, 'lines were longer than 64 KiB and left out'],
    [page.nameless, 'lines have names in quotes or none, and were left out'],
    [page.leftOut, 'series were left out: too many'],
    [page.repeated, 'lines repeat a series that is on the page already, and were left out'],
  ]
  const failed = page.own.get(SCRAPE_ERROR) ?? 0
  return [
    ...counted.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`),
    ...(failed > 0 ? ['the exporter says that it failed to read the JMX beans'] : []),
  ]
}
