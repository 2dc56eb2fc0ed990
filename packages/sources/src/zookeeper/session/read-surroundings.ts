// Whose ensemble it is: what stands beside Kafka, by the names that systems give their nodes.
import type { Surroundings, TenancyFacts } from './messages.ts'
import { ReadError, type Reads } from './reads.ts'

/** Nodes at the top that tell a system by name. */
const SYSTEMS: Readonly<Record<string, string>> = {
  accumulo: 'Accumulo',
  clickhouse: 'ClickHouse',
  drill: 'Drill',
  druid: 'Druid',
  dubbo: 'Dubbo',
  'hadoop-ha': 'HDFS',
  hbase: 'HBase',
  'kafka-manager': 'CMAK',
  burrow: 'Burrow',
  kylin: 'Kylin',
  ledgers: 'BookKeeper',
  live_nodes: 'Solr',
  marathon: 'Marathon',
  mesos: 'Mesos',
  namespace: 'Pulsar',
  nifi: 'NiFi',
  overseer: 'Solr',
  pinot: 'Pinot',
  pulsar: 'Pulsar',
  rmstore: 'YARN',
  services: 'Curator services',
  solr: 'Solr',
  storm: 'Storm',
  'yarn-leader-election': 'YARN',
}

/** What Kafka itself keeps at its root (ZkData.SecureRootPaths and its ACL stores). */
const KAFKA_NODES: ReadonlySet<string> = new Set([
  'admin',
  'brokers',
  'cluster',
  'config',
  'consumers',
  'controller',
  'controller_epoch',
  'delegation_token',
  'feature',
  'isr_change_notification',
  'kafka-acl',
  'kafka-acl-changes',
  'kafka-acl-extended',
  'kafka-acl-extended-changes',
  'latest_producer_id_block',
  'log_dir_event_notification',
  'migration',
])

const MAX_DEPTH = 3
/** Nodes whose children are listed; of one node, children that are looked at. */
const MAX_LISTED = 200
const MAX_CHILDREN = 100
const MAX_NAMED = 20
/** Perms.ALL: create, read, write, delete, admin. */
const ALL = 31

/** Never fails for what may not be read: that is `unknown`, or null. Rejects when the connection is lost. */
export async function readSurroundings(reads: Reads, chroot: string): Promise<Surroundings> {
  const [rootOpen, tenancy] = await Promise.all([openRoot(reads), tenancyOf(reads, chroot)])
  return { rootOpen, tenancy }
}

async function openRoot(reads: Reads): Promise<boolean | null> {
  const acls = await unlessForbidden(reads.acl('/'))
  return acls?.some(({ permission, id }) => id.scheme === 'world' && permission === ALL) ?? null
}

async function tenancyOf(reads: Reads, chroot: string): Promise<TenancyFacts> {
  const top = await unlessForbidden(reads.children('/'))
  if (top === null) return { kind: 'unknown', others: [] }
  const { roots, strangers } = await look(reads, chroot, top)
  const others = [...roots, ...strangers].slice(0, MAX_NAMED)
  const kind = strangers.length > 0 ? 'communal-mixed' : roots.length > 0 ? 'communal-kafka' : 'dedicated'
  return { kind, others }
}

interface Found {
  /** Chroots of other Kafka clusters. */
  readonly roots: string[]
  /** Nodes at the top that are none of Kafka's and lead to none. */
  readonly strangers: string[]
}

/** Level by level, and no deeper than a cluster's root. */
async function look(reads: Reads, chroot: string, top: readonly string[]): Promise<Found> {
  const roots: string[] = chroot !== '/' && isKafkaRoot(top) ? ['/'] : []
  const rootIsKafka = isKafkaRoot(top)
  const names = top.filter((name) => name !== 'zookeeper' && !(rootIsKafka && KAFKA_NODES.has(name)))
  const led = new Set<string>()
  let level = names.map((name) => `/${name}`)
  let left = MAX_LISTED
  for (let depth = 1; depth <= MAX_DEPTH && level.length > 0 && left > 0; depth += 1) {
    const listed = level.slice(0, left)
    left -= listed.length
    const children = await Promise.all(listed.map((path) => unlessForbidden(reads.children(path))))
    level = listed.flatMap((path, index) => {
      const inside = children[index] ?? []
      if (!isKafkaRoot(inside)) return inside.slice(0, MAX_CHILDREN).map((name) => `${path}/${name}`)
      led.add(topOf(path))
      if (path !== chroot) roots.push(path)
      return []
    })
  }
  if (chroot !== '/') led.add(topOf(chroot))
  return { roots, strangers: names.filter((name) => !led.has(`/${name}`)).map(named) }
}

/** Without the names of systems it would still be somebody else's. */
function named(name: string): string {
  const system = SYSTEMS[name.toLowerCase()]
  return system === undefined ? `/${name}` : `/${name} (${system})`
}

function isKafkaRoot(children: readonly string[]): boolean {
  return children.includes('brokers') && (children.includes('controller_epoch') || children.includes('cluster'))
}

function topOf(path: string): string {
  return `/${path.split('/')[1] ?? ''}`
}

async function unlessForbidden<T>(read: Promise<T | null>): Promise<T | null> {
  try {
    return await read
  } catch (error) {
    if (error instanceof ReadError && error.code === 'forbidden') return null
    throw error
  }
}
