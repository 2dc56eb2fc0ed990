// One node's own measures in the names of `mntr` without `zk_`, from the three forms in which ZooKeeper tells them.

/** ZooKeeper 3.8 tells some 530; namespaces and quotas can add more. */
const MAX_VALUES = 1_000

/** What the metrics library adds by itself. */
const NOT_ZOOKEEPER = /^(jvm|process)_/

const QUANTILES: Readonly<Record<string, string>> = { '0.5': 'p50', '0.95': 'p95', '0.99': 'p99', '0.999': 'p999' }

/** An answer to `mntr`: a name and a value per line, with a tab between (MonitorCommand). Null when it is none. */
export function parseMntr(text: string): ReadonlyMap<string, number> | null {
  const values = new Map<string, number>()
  // The last line of an answer that was cut off would be another number.
  for (const line of text.slice(0, text.lastIndexOf('\n') + 1).split('\n')) {
    const [name, value] = line.split('\t')
    if (name?.startsWith('zk_')) keep(values, name.slice(3), value)
  }
  return values.size > 0 ? values : null
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
  const values = new Map<string, number>()
  for (const [name, value] of Object.entries(body)) if (typeof value === 'number') keep(values, name, value)
  return values.size > 0 ? values : null
}

/** A page of the Prometheus provider (PrometheusMetricsProvider). Sums and counts take the names that `mntr` has for them. */
export function parseProviderPage(text: string): ReadonlyMap<string, number> | null {
  const values = new Map<string, number>()
  for (const line of text.slice(0, text.lastIndexOf('\n') + 1).split('\n')) {
    const sample = /^([a-zA-Z_][\w]*)(?:\{([^}]*)\})? (\S+)/.exec(line)
    const name = sample?.[1]
    if (name === undefined || NOT_ZOOKEEPER.test(name)) continue
    const labels = sample?.[2] ?? ''
    const quantile = /^quantile="([\d.]+)",?$/.exec(labels)?.[1]
    if (quantile !== undefined) keep(values, `${QUANTILES[quantile] ?? `q${quantile}`}_${name}`, sample?.[3])
    else if (labels === '') keep(values, plainName(name), sample?.[3])
  }
  for (const [name, sum] of [...values]) if (name.startsWith('sum_')) nameSummary(values, name.slice(4), sum)
  return values.has('znode_count') || values.has('num_alive_connections') ? values : null
}

function plainName(name: string): string {
  if (name.endsWith('_sum')) return `sum_${name.slice(0, -4)}`
  return name.endsWith('_total') ? name.slice(0, -6) : name
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
