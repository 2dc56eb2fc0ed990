// One node's own measures in the names of `mntr` without `zk_`, from the three forms in which ZooKeeper tells them.

/** ZooKeeper 3.8 tells some 530; namespaces and quotas can add more. */
const MAX_VALUES = 1_000

/** What the metrics library adds by itself. */
const NOT_ZOOKEEPER = /^(jvm|process)_/

const QUANTILES: Readonly<Record<string, string>> = { '0.5': 'p50', '0.95': 'p95', '0.99': 'p99', '0.999': 'p999' }

/**
 * An answer to `mntr`: a name and a value per line, with a tab between (MonitorCommand). Null when it is none. Where the node
 * has the Prometheus provider, this and `monitor` tell summaries in its way.
 */
export function parseMntr(text: string): ReadonlyMap<string, number> | null {
  // The last line of an answer that was cut off would be another number.
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n')
  return valuesOf(
    lines.flatMap((line) => {
      const [name, value] = line.split('\t')
      return name?.startsWith('zk_') ? [[name.slice(3), value]] : []
    }),
  )
}

/** The JSON of `/commands/monitor`. Null when it is none, or tells an error, such as that the node does not serve. */
export function parseMonitorCommand(text: string): ReadonlyMap<string, number> | null {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    // Without a quorum it is a page of HTML with a stack trace.
    return null
  }
  if (typeof body !== 'object' || body === null || ('error' in body && body.error !== null)) return null
  return valuesOf(Object.entries(body).map(([name, value]) => [name, typeof value === 'number' ? value : undefined]))
}

/** A page of the Prometheus provider (PrometheusMetricsProvider). */
export function parseProviderPage(text: string): ReadonlyMap<string, number> | null {
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n')
  const values = valuesOf(
    lines.flatMap((line) => {
      const sample = /^([a-zA-Z_]\w*(?:\{[^}]*\})?) (\S+)/.exec(line)
      return sample?.[1] === undefined ? [] : [[sample[1].replace(/_total$/, ''), sample[2]]]
    }),
  )
  return values?.has('znode_count') || values?.has('num_alive_connections') ? values : null
}

type Told = readonly [name: string, value: string | number | undefined]

/** Under the names that `mntr` has by itself; null when nothing was told. */
function valuesOf(told: readonly Told[]): ReadonlyMap<string, number> | null {
  const values = new Map<string, number>()
  for (const [name, value] of told) {
    if (NOT_ZOOKEEPER.test(name)) continue
    const plain = plainName(name)
    if (plain !== null) keep(values, plain, value)
  }
  for (const [name, sum] of [...values]) if (name.startsWith('sum_')) nameSummary(values, name.slice(4), sum)
  return values.size > 0 ? values : null
}

/** `fsynctime_sum` → `sum_fsynctime`, `fsynctime{quantile="0.99",}` → `p99_fsynctime`; null for series by other labels. */
function plainName(name: string): string | null {
  if (name.endsWith('_sum')) return `sum_${name.slice(0, -4)}`
  const brace = name.indexOf('{')
  if (brace < 0) return name
  const quantile = /^\{quantile="([\d.]+)",?\}$/.exec(name.slice(brace))?.[1]
  return quantile === undefined ? null : `${QUANTILES[quantile] ?? `q${quantile}`}_${name.slice(0, brace)}`
}

/** `fsynctime_count` is that of a summary because there is a sum; `looking_count` is a name of its own. */
function nameSummary(values: Map<string, number>, name: string, sum: number): void {
  const count = values.get(`${name}_count`)
  if (count === undefined) return
  values.delete(`${name}_count`)
  keep(values, `cnt_${name}`, count)
  if (count > 0) keep(values, `avg_${name}`, sum / count)
}

function keep(values: Map<string, number>, name: string, value: string | number | undefined): void {
  const number = value === undefined || value === '' ? Number.NaN : Number(value)
  if (Number.isFinite(number) && values.size < MAX_VALUES) values.set(name, number)
}
