// What Kafka keeps in the tree (kafka.zk.ZkData), read and never written. Nothing below /config is opened: the verifiers
// of SCRAM users stand there.
import type { BrokerRegistration, ZooKeeperTree } from '@perigee/domain'
import type { Stat } from 'node-zookeeper-client'
import type { TreeFacts } from './messages.ts'
import { ReadError, type Reads, type Znode } from './reads.ts'
import { sessionText } from './session-text.ts'
import { below } from './tree-path.ts'

/** Kafka's largest clusters are a tenth of this. */
const MAX_BROKERS = 2_000

/** Rejects with ReadError. `now`: any clock in ms. */
export async function readTree(reads: Reads, chroot: string, now: () => number): Promise<TreeFacts> {
  const at = (path: string) => below(chroot, path)
  const askedAt = now()
  const root = await reads.exists(at('/'))
  const latencyMs = now() - askedAt
  if (root === null) throw new ReadError('unsupported', `there is no ${chroot} in this ensemble`)
  const [ids, cluster, controller, epoch, migration] = await Promise.all([
    reads.children(at('/brokers/ids')),
    readable(reads.get(at('/cluster/id'))),
    readable(reads.get(at('/controller'))),
    readable(reads.get(at('/controller_epoch'))),
    readable(reads.get(at('/migration'))),
  ])
  if (ids === null) throw new ReadError('unsupported', `no Kafka cluster stands below ${chroot}`)
  return {
    clusterId: text(json(cluster)?.id),
    controller: controllerOf(controller),
    controllerEpoch: epoch === null ? null : whole(epoch.data),
    registrations: await registrations(reads, at('/brokers/ids'), ids),
    migration: migrationOf(migration),
    latencyMs,
  }
}

/** A part that its ACL hides is not known; whatever else fails, fails the whole. */
async function readable(read: Promise<Znode | null>): Promise<Znode | null> {
  try {
    return await read
  } catch (error) {
    if (error instanceof ReadError && error.code === 'forbidden') return null
    throw error
  }
}

async function registrations(reads: Reads, parent: string, ids: readonly string[]): Promise<BrokerRegistration[]> {
  const known = ids.filter((id) => whole(id) !== null)
  // Reading some of them would tell the others as not registered.
  if (known.length > MAX_BROKERS)
    throw new ReadError('garbage', `${known.length} brokers are registered: more than a cluster has`)
  const read = await Promise.all(known.map(async (id) => [id, await reads.get(`${parent}/${id}`)] as const))
  return (
    read
      // Gone between the list and the look.
      .flatMap(([id, node]) => (node === null ? [] : [registration(Number(id), node)]))
      .sort((a, b) => a.id - b.id)
  )
}

/** BrokerIdZNode, versions 1 to 5. */
function registration(id: number, node: Znode): BrokerRegistration {
  const body = json(node)
  const host = text(body?.host)
  const named = Array.isArray(body?.endpoints) ? body.endpoints.filter((end) => typeof end === 'string') : []
  return {
    id,
    endpoints: named.length > 0 || host === null ? named : [`PLAINTEXT://${host}:${body?.port}`],
    rack: text(body?.rack),
    registeredAt: whole(body?.timestamp) ?? timeOf(node.stat),
    session: sessionText(node.stat.ephemeralOwner),
  }
}

/** ControllerZNode. While a cluster migrates, `kraftControllerEpoch` is 0 or more and the id is that of a KRaft controller. */
function controllerOf(node: Znode | null): ZooKeeperTree['controller'] {
  const body = json(node)
  const brokerId = whole(body?.brokerid)
  if (node === null || brokerId === null) return null
  const since = whole(body?.timestamp) ?? timeOf(node.stat)
  return { brokerId, since, kraftEpoch: integer(body?.kraftControllerEpoch) ?? -1 }
}

/** MigrationZNode (KIP-866). The offset is −1 until metadata was copied. */
function migrationOf(node: Znode | null): ZooKeeperTree['migration'] {
  const body = json(node)
  const controllerId = integer(body?.kraft_controller_id)
  if (controllerId === null) return null
  return { controllerId, metadataOffset: integer(body?.kraft_metadata_offset) ?? -1 }
}

function timeOf(stat: Stat): number | null {
  const at = Number(stat.ctime.readBigInt64BE())
  return at > 0 ? at : null
}

function json(node: Znode | null): Record<string, unknown> | null {
  if (node === null) return null
  try {
    const body: unknown = JSON.parse(node.data)
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : null
  } catch {
    return null
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function integer(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : null
}

/** Kafka writes times as text, ids as numbers. */
function whole(value: unknown): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : null
  return typeof value === 'string' && /^\d{1,15}$/.test(value.trim()) ? Number(value) : null
}
