import type { BrokerFact, BrokerLogDirs, Gap } from '@perigee/domain'
import type { Outcome } from '../../outcome.ts'
import { gap } from '../gaps.ts'
import { kafkaErrorName } from '../kafka-errors.ts'
import type { BrokerLink } from '../link/broker-link.ts'
import type { BrokerPool } from '../link/broker-pool.ts'
import { type DescribeLogDirsAnswer, describeLogDirs } from '../messages/describe-log-dirs.ts'

// Asks one broker for DescribeLogDirs of all its replicas (KIP-113; volume sizes KIP-827). An offline directory is a
// gap: its replicas are not in the answer.

const HELP = { permission: 'DESCRIBE on Cluster', since: 'Kafka 1.0 or newer' }
const CLUSTER_AUTHORIZATION_FAILED = 31

export async function readLogDirs(
  pool: BrokerPool,
  broker: BrokerFact,
  signal: AbortSignal,
): Promise<Outcome<BrokerLogDirs>> {
  const link = pool.broker(broker)
  const answer = await link.ask({ message: describeLogDirs, query: undefined, lane: 'disk', signal })
  if (!answer.ok) return answer
  const { value, version } = answer.value
  if (value.error !== 0) return { ok: false, failure: link.refused(value.error, 'DescribeLogDirs') }
  // Before v3 a broker says "not permitted" by naming no directory; one that runs has at least one.
  if (value.dirs.length === 0) {
    const detail = version < 3 ? 'it names no log directory' : 'it names no log directory although it reports no error'
    return { ok: false, failure: link.refused(CLUSTER_AUTHORIZATION_FAILED, 'DescribeLogDirs', detail) }
  }
  return {
    ok: true,
    value: columns(broker.id, value),
    gaps: [...offlineDirs(link, value), ...volumeGap(link, version)],
  }
}

/** Rows grouped by topic: a topic's replicas can lie in several directories. */
function columns(brokerId: number, answer: DescribeLogDirsAnswer): BrokerLogDirs {
  const rows = answer.topic.length
  const firstRow = new Uint32Array(answer.topics.length + 1)
  for (const topic of answer.topic) firstRow[topic + 1] = (firstRow[topic + 1] as number) + 1
  for (let t = 0; t < answer.topics.length; t += 1) {
    firstRow[t + 1] = (firstRow[t + 1] as number) + (firstRow[t] as number)
  }
  const next = firstRow.slice()
  const partition = new Int32Array(rows)
  const sizeBytes = new Float64Array(rows)
  const offsetLag = new Float64Array(rows)
  const dir = new Uint8Array(rows)
  const isFuture = new Uint8Array(rows)
  for (let i = 0; i < rows; i += 1) {
    const topic = answer.topic[i] as number
    const row = next[topic] as number
    next[topic] = row + 1
    partition[row] = answer.partition[i] as number
    sizeBytes[row] = answer.sizeBytes[i] as number
    offsetLag[row] = answer.offsetLag[i] as number
    dir[row] = answer.dir[i] as number
    isFuture[row] = answer.isFuture[i] as number
  }
  return {
    brokerId,
    dirs: answer.dirs,
    topics: answer.topics,
    firstRow,
    partition,
    sizeBytes,
    offsetLag,
    dir,
    isFuture,
  }
}

function offlineDirs(link: BrokerLink, answer: DescribeLogDirsAnswer): Gap[] {
  return answer.dirs.flatMap(({ path, error }) => {
    if (error === 0) return []
    const failure = link.refused(error, 'DescribeLogDirs')
    const message = `log directory ${path} is not readable (${kafkaErrorName(error)}): sizes of its replicas are unknown`
    return [gap('log-dirs', { ...failure, message }, HELP)]
  })
}

/** Volume sizes are told from DescribeLogDirs v4 on (KIP-827). */
function volumeGap(link: BrokerLink, version: number): Gap[] {
  if (version >= 4) return []
  const message = `DescribeLogDirs v${version} does not tell the size of the volumes`
  const failure = { code: 'unsupported', message, peer: link.peer, retryable: false } as const
  return [gap('volume-sizes', failure, { since: 'Kafka 3.3 or newer' })]
}
