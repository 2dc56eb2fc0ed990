/** What the map of brokers can show. Where a capacity is known as share of it, else as it is, which is said. */
export interface HeatMetric {
  readonly id: string
  readonly text: string
  readonly title: string
  /** Tried in this order: the first that any broker tells is drawn. */
  readonly from: readonly HeatSource[]
}

export interface HeatSource {
  readonly metric: string
  readonly note: string
  /** Idle shares are drawn as busy ones. */
  readonly turned: boolean
}

const source = (metric: string, note: string): HeatSource => ({ metric, note, turned: false })
const turned = (metric: string, note: string): HeatSource => ({ metric, note, turned: true })

export const HEAT_METRICS: readonly HeatMetric[] = [
  {
    id: 'handlers',
    text: 'Handlers',
    title: 'Request handlers busy',
    from: [turned('handler_idle', 'share of their time')],
  },
  {
    id: 'cpu',
    text: 'CPU',
    title: 'CPU busy',
    from: [
      source('node_cpu_busy', 'share of the host’s'),
      source('cpu_cores', 'cores of the process; how many the host has is not known'),
    ],
  },
  {
    id: 'network',
    text: 'Network',
    title: 'Network',
    from: [
      source('node_net_busy', 'share of what the busiest network device can carry, in its fuller direction'),
      source('node_net_tx', 'sent by the host; what its network can carry is not known'),
      source('bytes_out', 'bytes out to clients; what the network could take is not known'),
    ],
  },
  {
    id: 'network-threads',
    text: 'Network threads',
    title: 'Network processors busy',
    from: [turned('network_idle', 'share of their time')],
  },
  {
    id: 'disk',
    text: 'Disk',
    title: 'Disk',
    from: [
      source('node_disk_busy', 'share of time busy, the busiest disk'),
      source('node_disk_write', 'bytes written; how busy the disk is is not known'),
      source('log_flush_ms/p99', 'time of a log flush, p99; how busy the disk is is not known'),
    ],
  },
]

/** The measure in which a reason for slowness shows. Rules that are not here show in the handlers, if at all. */
const SHOWS_IN: Readonly<Record<string, string>> = {
  'slow-disk': 'disk',
  'reads-from-disk': 'disk',
  'cpu-taken': 'cpu',
  'cpu-exhausted': 'cpu',
  'garbage-collection': 'cpu',
  'network-loss': 'network',
  'network-full': 'network',
  'network-threads-exhausted': 'network-threads',
}

/** What the map opens on: the measure of the worst reason told (`code` of a why), else the handlers. */
export function heatMetricFor(code: string | null): string {
  return (code === null ? undefined : SHOWS_IN[code]) ?? 'handlers'
}
