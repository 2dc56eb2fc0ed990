// What a page gives of the catalogue, and in words why it does not give the rest.
import {
  type Capability,
  METRICS,
  type Metric,
  type MetricTarget,
  type NamingId,
  type Provenance,
} from '@perigee/domain'
import type { ClusterHints } from '../../metrics/source.ts'
import { NAMING_WORDS } from '../naming/probes.ts'
import { rowsOf, SERIES_ROWS } from '../naming/table.ts'
import { whyNot } from './reasons.ts'

export interface PageOf {
  readonly naming: NamingId | null
  readonly role: MetricTarget['role']
  readonly hints: ClusterHints
  readonly provenance: ReadonlyMap<string, Provenance>
  /** It has the metrics of an active or standing-by controller. */
  readonly isController: boolean
}

/** One entry for every metric of the catalogue, in its order. */
export function capabilities(page: PageOf): readonly Capability[] {
  return METRICS.map((metric) => capability(metric, page))
}

function capability(metric: Metric, page: PageOf): Capability {
  const provenance = page.provenance.get(metric.id) ?? null
  if (provenance === 'mean-rate') {
    const reason = 'only its mean since the start of the process is exported: it hardly moves, and is not shown'
    return { metric: metric.id, provenance, reason, applies: true }
  }
  if (provenance !== null) return { metric: metric.id, provenance, reason: null, applies: true }
  const elsewhere = notHere(metric, page)
  if (elsewhere !== null) return { metric: metric.id, provenance: null, reason: elsewhere, applies: false }
  return { metric: metric.id, provenance: null, reason: missing(metric, page), applies: true }
}

const KRAFT_CONTROLLER = 'told by controllers only'

/** Nobody could give it on this node; null: somebody could. */
function notHere(metric: Metric, { role, naming, hints, isController }: PageOf): string | null {
  const isHostPage = naming === 'N' || role === 'host'
  if (isHostPage !== (metric.on === 'host')) return isHostPage ? 'told by the broker, not by its host' : HOST
  if (metric.mode !== null && hints.mode !== null && metric.mode !== hints.mode) {
    return metric.mode === 'kraft' ? 'KRaft mode only' : zooKeeperOnly(hints)
  }
  if (isHostPage) return null
  const isKRaft = hints.mode === 'kraft'
  if (metric.on === 'broker' && role === 'controller') return 'told by brokers only'
  if (metric.on === 'controller' && isKRaft && role === 'broker' && !isController) return KRAFT_CONTROLLER
  if (BROKERS_ONLY.has(metric.id) && role === 'controller') return 'told by brokers only'
  return whyNot(metric, hints)
}

const HOST = 'told by node_exporter on the host'
const BROKERS_ONLY: ReadonlySet<string> = new Set([
  'broker_metadata_lag_ms',
  'metadata_load_errors',
  'metadata_apply_errors',
])

function zooKeeperOnly({ release }: ClusterHints): string {
  return release?.startsWith('4') === true ? 'gone with ZooKeeper in Kafka 4.0' : 'ZooKeeper mode only'
}

function missing(metric: Metric, { naming }: PageOf): string {
  if (naming === null) return 'the page has no names that we know'
  const special = SPECIAL[naming]?.(metric)
  if (special !== undefined && special !== null) return special
  const words = NAMING_WORDS[naming]
  if (metric.kind === 'quantiles' && isCountedOnly(metric.id, naming)) return `${words}: counted, no percentiles`
  if (!rowsKnown(metric.id, naming)) return naming === 'R' ? 'not told without rules' : `${words}: not exported`
  return naming === 'N' ? 'not told by this host' : 'not on the page: this node has not told it yet, or leaves it out'
}

type Special = (metric: Metric) => string | null

const AGENT_ONLY = 'needs the exporter as an agent inside the broker'

const SPECIAL: Partial<Readonly<Record<NamingId, Special>>> = {
  B: ({ id, kind, group }) => {
    if (kind === 'quantiles') return 'Bitnami rules export no percentiles'
    if (id === 'offline_log_dirs' || id === 'log_dir_offline') return 'Bitnami rules export nothing of log directories'
    return group === 'jvm' ? `the exporter runs beside the broker: ${AGENT_ONLY}` : null
  },
  A2: ({ group }) => (group === 'kraft' ? "these rules are ZooKeeper's: the quorum's metrics are not exported" : null),
  A3: ({ id }) => (id === 'connections' ? 'these rules write listeners into names: not read' : null),
  C: ({ id }) => (id === 'raft_state' ? 'the role is text, which these rules drop' : null),
  N: ({ id }) => (id === 'node_net_busy' ? 'no device tells its speed, as on virtual machines' : null),
  R: ({ id }) => (id === 'raft_state' ? 'the role is text, which is dropped without rules' : null),
}

const KNOWN: ReadonlySet<string> = new Set(
  SERIES_ROWS.flatMap(({ metric, namings }) => namings.map((naming) => `${metric}/${naming}`)),
)

function isCountedOnly(metric: string, naming: NamingId): boolean {
  const rows = rowsOf(naming).filter((row) => row.metric === metric)
  return rows.length > 0 && rows.every(({ reads }) => reads === 'samples')
}

function rowsKnown(metric: string, naming: NamingId): boolean {
  return KNOWN.has(`${metric}/${naming}`)
}
