// Rules for the exporter agents of the lab, in the manner that the exporter's own examples made usual: lower-case names,
// counters with `_total`, percentiles as a label. Without rules everything is exported by the names of its MBean.

const DOMAIN = 'kafka\\.(\\w+)'
const TAG = '([^,=]+)=([^,]+)'

interface Rule {
  readonly pattern: string
  readonly name: string
  readonly type: 'COUNTER' | 'GAUGE'
  readonly labels?: string
}

/** With two tags, one, none: patterns are tried in this order. */
function byTags(bean: string, attribute: string, of: Omit<Rule, 'pattern'>, more = ''): readonly Rule[] {
  return [2, 1, 0].map((tags) => {
    const labels = Array.from({ length: tags }, (_, tag) => `"$${4 + 2 * tag}": "$${5 + 2 * tag}"`)
    if (more !== '') labels.push(more.replace('$last', `$${4 + 2 * tags}`))
    const pattern = `${DOMAIN}<type=([^,]+), name=${bean}${`, ${TAG}`.repeat(tags)}><>${attribute}`
    return { ...of, pattern, ...(labels.length === 0 ? {} : { labels: `{${labels.join(', ')}}` }) }
  })
}

const RULES: readonly Rule[] = [
  {
    pattern: 'kafka\\.server<type=FetcherLagMetrics, name=(\\w+), clientId=(.+), topic=(.+), partition=(\\d+)><>Value',
    name: 'kafka_server_fetcherlagmetrics_$1',
    type: 'GAUGE',
    labels: '{clientId: "$2", topic: "$3", partition: "$4"}',
  },
  ...byTags('([^,]+)PerSec', 'Count', { name: 'kafka_$1_$2_$3_total', type: 'COUNTER' }),
  ...byTags('([^,]+)', 'Value', { name: 'kafka_$1_$2_$3', type: 'GAUGE' }),
  ...byTags('([^,]+)', 'Count', { name: 'kafka_$1_$2_$3_count', type: 'COUNTER' }),
  ...byTags('([^,]+)', '(\\d+)thPercentile', { name: 'kafka_$1_$2_$3', type: 'GAUGE' }, 'quantile: "0.$last"'),
  {
    pattern: 'kafka\\.server<type=(raft|broker-metadata)-metrics><>([\\w-]+):',
    name: 'kafka_server_$1_metrics_$2',
    type: 'GAUGE',
  },
]

/** Configuration of the agent with these rules. */
export const EXAMPLE_RULES = [
  'lowercaseOutputName: true',
  'rules:',
  ...RULES.flatMap(({ pattern, name, type, labels }) => [
    `- pattern: '${pattern}'`,
    `  name: ${name}`,
    `  type: ${type}`,
    ...(labels === undefined ? [] : [`  labels: ${labels}`]),
  ]),
  '',
].join('\n')

export const NO_RULES = '{}\n'
