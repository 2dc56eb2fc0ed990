// docs/metrics.md: which naming gives what, out of the naming table.
import { METRICS, type Metric, type NamingId, type Provenance } from '@perigee/domain'
import { NAMING_WORDS } from './naming/probes.ts'
import { rowsOf } from './naming/table.ts'
import { NETWORK_BUSY } from './normalise/network-busy.ts'

const COLUMNS: readonly NamingId[] = ['A2', 'A3', 'S', 'C', 'SR', 'B', 'R', 'M']

const BEST_FIRST: readonly Provenance[] = ['counter', 'gauge', 'quantiles', 'one-minute-rate', 'derived', 'mean-rate']

const WORDS: Readonly<Record<Provenance, string>> = {
  counter: 'count',
  gauge: 'value',
  quantiles: 'percentiles',
  'one-minute-rate': '1-minute rate',
  derived: 'derived',
  'mean-rate': 'no (mean since start)',
}

const OVER: Readonly<Record<Metric['over'], string>> = {
  sum: 'sum',
  max: 'largest',
  min: 'smallest',
  controller: "active controller's",
  none: 'not put together',
}

/** The whole document. */
export function metricsDocument(): string {
  const nodes = METRICS.filter(({ on }) => on !== 'host')
  const hosts = METRICS.filter(({ on }) => on === 'host')
  return [
    '# Metrics',
    '',
    'What Perigee understands of exporters, under one name each, and which rule set gives it. Made from the naming table',
    '(`packages/sources/src/exporter/naming`), from which pages are read and queries for Prometheus are written; a test',
    'holds this document to it. Why a figure is missing on a node is on its page and in the capability report: it depends on',
    'the release, the mode and the role, too.',
    '',
    '| | rule set |',
    '|---|---|',
    ...[...COLUMNS, 'N' as const].map((naming) => `| ${naming} | ${NAMING_WORDS[naming]} |`),
    '',
    '*count*: grows for ever, shown as its rate per second between two readings. *value*: as it is. *percentiles*: of recent',
    'times, with their rate where samples are counted; *mean*: a true one, from sum and count. *1-minute rate*: computed by',
    'Kafka. *derived*: from other figures. Nodes are put together as the third column says.',
    '',
    '## Brokers, controllers, Java',
    '',
    row(['metric', 'unit', 'over nodes', ...COLUMNS]),
    row(['---', '---', '---', ...COLUMNS.map(() => '---')]),
    ...nodes.map((metric) =>
      row([titled(metric), metric.unit, OVER[metric.over], ...COLUMNS.map((id) => cell(metric, id))]),
    ),
    '',
    '`raft_state` is derived where the role, which is text, is dropped: the leader is the node itself, or it follows or',
    'observes. Request handlers of combined nodes feed one meter with those of the controller up to KIP-1207: shown is what is',
    'left when the controller does nothing. Requests of Fetch are counted as FetchConsumer and FetchFollower.',
    '',
    '## Hosts',
    '',
    row(['metric', 'unit', 'over nodes', 'N']),
    row(['---', '---', '---', '---']),
    ...hosts.map((metric) => row([titled(metric), metric.unit, OVER[metric.over], cell(metric, 'N')])),
    '',
    'CPUs that wait for a disk are not busy. Loops, containers’ interfaces, logical volumes and file systems in memory are',
    'left out. `node_net_busy` is the fuller direction of a device by its speed, which virtual ones often do not tell.',
    '',
  ].join('\n')
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function titled({ id, labels, byTopic, mode }: Metric): string {
  const by = [...labels, ...(byTopic ? ['topic'] : [])]
  const only = mode === null ? '' : mode === 'kraft' ? ', KRaft' : ', ZooKeeper'
  return `\`${id}\`${by.length === 0 ? '' : ` by ${by.join(', ')}`}${only}`
}

function cell(metric: Metric, naming: NamingId): string {
  if (metric.id === NETWORK_BUSY) return naming === 'N' ? WORDS.derived : '–'
  const rows = rowsOf(naming).filter((one) => one.metric === metric.id && (!one.byTopic || metric.labels.length > 0))
  if (rows.length === 0) return '–'
  if (metric.kind !== 'quantiles') {
    const best = BEST_FIRST.find((provenance) => rows.some((one) => one.provenance === provenance))
    return best === undefined ? '–' : WORDS[best]
  }
  const has = (reads: string) => rows.some((one) => one.reads === reads)
  const parts = [...(has('quantile') ? ['percentiles'] : []), ...(has('sum') ? ['mean'] : [])]
  return parts.length === 0 ? 'rate only' : parts.join(', ')
}
