import { ACL, CreateMode, type RawStat, type WatchedEvent, zooKeeperClient } from './zookeeper-client.ts'

const ROOT = '/contract'

/**
 * What a client sees while it does the usual things, one line a step: answers, refusals, stats and watch events, with
 * zxids counted from the first. The same against any ZooKeeper.
 */
export async function transcript(connectString: string): Promise<readonly string[]> {
  using client = await zooKeeperClient(connectString, 8_000)
  const lines: string[] = []
  let firstZxid = 0n
  const show = (value: unknown): string => {
    if (value === null || value === undefined) return 'nothing'
    if (Buffer.isBuffer(value)) return `bytes ${value}`
    // Names of children come in no order.
    if (Array.isArray(value)) return value.map(show).toSorted().join(', ')
    return isStat(value) ? showStat(value, firstZxid) : JSON.stringify(value)
  }
  const step = async (method: string, ...args: readonly unknown[]) => {
    const outcome = await client
      .call(method, ...args)
      .then(show, (error: Error) => error.message.replace(/^Exception: /, ''))
    lines.push(`${method} ${String(args[0])}: ${outcome}`)
  }
  const watch = ({ name, path }: WatchedEvent) => lines.push(`watch ${name} ${path}`)
  await client.call('create', ROOT, null)
  firstZxid = zxidOf((await client.call<RawStat & Zxids>('exists', ROOT)).czxid)
  for (const [method, ...args] of steps(watch)) await step(method, ...args)
  lines.push(await commit(client.raw))
  await step('getChildren', ROOT)
  client.raw.addAuthInfo('digest', Buffer.from('u:p'))
  await step('create', `${ROOT}/mine`, Buffer.from('m'), ACL.CREATOR_ALL_ACL)
  await step('getACL', `${ROOT}/mine`)
  await step('setACL', `${ROOT}/mine`, ACL.READ_ACL_UNSAFE, 0)
  await step('setData', `${ROOT}/mine`, Buffer.from('n'))
  return lines
}

function steps(watch: (event: WatchedEvent) => void): readonly (readonly [string, ...unknown[]])[] {
  const data = Buffer.from('data')
  return [
    ['exists', `${ROOT}/a`, watch],
    ['getData', `${ROOT}/a`, watch],
    ['getChildren', ROOT, watch],
    ['create', `${ROOT}/a`, data],
    ['create', `${ROOT}/a`, data],
    ['create', `${ROOT}/none/a`, data],
    ['create', `${ROOT}/a/seq-`, null, CreateMode.PERSISTENT_SEQUENTIAL],
    ['create', `${ROOT}/a/seq-`, null, CreateMode.EPHEMERAL_SEQUENTIAL],
    ['create', `${ROOT}/a/seq-0000000001/x`, null],
    ['getData', `${ROOT}/a`, watch],
    ['setData', `${ROOT}/a`, Buffer.from('other'), 3],
    ['setData', `${ROOT}/a`, Buffer.from('other'), 0],
    ['setData', `${ROOT}/a`, Buffer.alloc(0), -1],
    ['getData', `${ROOT}/a`],
    ['getChildren', `${ROOT}/a`],
    ['remove', `${ROOT}/a`],
    ['remove', `${ROOT}/a/seq-0000000000`, 1],
    ['remove', `${ROOT}/a/seq-0000000000`, 0],
    ['remove', `${ROOT}/a/seq-0000000000`],
    ['exists', `${ROOT}/a`],
    ['getACL', `${ROOT}/a`],
    ['create', `${ROOT}/bad`, null, ACL.CREATOR_ALL_ACL],
    ['remove', '/zookeeper/quota/none'],
    ['exists', ROOT],
  ]
}

interface Zxids {
  readonly czxid: Buffer
  readonly mzxid: Buffer
  readonly pzxid: Buffer
}

function isStat(value: unknown): value is RawStat & Zxids {
  return typeof value === 'object' && value !== null && 'czxid' in value
}

function showStat(stat: RawStat & Zxids, first: bigint): string {
  const [c, m, p] = [stat.czxid, stat.mzxid, stat.pzxid].map((zxid) => zxidOf(zxid) - first)
  const owner = zxidOf(stat.ephemeralOwner) === 0n ? 'nobody' : 'a session'
  return `c+${c} m+${m} p+${p} v${stat.version} cv${stat.cversion} av${stat.aversion} ${stat.dataLength} bytes, ${stat.numChildren} children, of ${owner}`
}

function zxidOf(bytes: Buffer): bigint {
  return bytes.readBigInt64BE(0)
}

type Raw = Awaited<ReturnType<typeof zooKeeperClient>>['raw']

function commit(raw: Raw): Promise<string> {
  const transaction = raw.transaction().create(`${ROOT}/t`).setData(ROOT, Buffer.from('x'), 9).remove(`${ROOT}/a`)
  return new Promise((resolve) => {
    transaction.commit((error, results) =>
      resolve(`commit: ${error?.message} ${results.map(({ err }) => err).join(' ')}`),
    )
  })
}
