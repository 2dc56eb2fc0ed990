import type { BrokerConfigFacts, ConfigEntry, Gap, RegistryFacts } from '@perigee/domain'
import type { Outcome } from '../../outcome.ts'
import { inParallel } from '../batches.ts'
import { configEntries } from '../config-entries.ts'
import { gap, mergeFailures } from '../gaps.ts'
import type { BrokerLink } from '../link/broker-link.ts'
import type { BrokerPool } from '../link/broker-pool.ts'
import { BROKER_RESOURCE, describeConfigs } from '../messages/describe-configs.ts'
import { bad, good, type Result } from '../result.ts'
import { askable } from './askable.ts'

// Asks every broker for DescribeConfigs of itself: only the broker knows what its own file says. A broker that does not
// answer is a gap; whole failure only when none answers.

const BROKERS_AT_ONCE = 8
const HELP = { permission: 'DESCRIBE_CONFIGS on Cluster', since: 'Kafka 1.1 or newer' }

export async function readBrokerConfigs(
  pool: BrokerPool,
  registry: RegistryFacts,
  signal: AbortSignal,
): Promise<Outcome<BrokerConfigFacts>> {
  const byBroker = new Map<number, readonly ConfigEntry[]>()
  const gaps: Gap[] = []
  const answers = await inParallel(askable(pool, registry, undefined), BROKERS_AT_ONCE, (link) => readOwn(link, signal))
  for (const answer of answers) {
    if (answer.ok) byBroker.set(...answer.value)
    else gaps.push(gap('broker-configs', answer.failure, HELP))
  }
  if (byBroker.size === 0) return { ok: false, failure: mergeFailures(gaps.map((g) => g.failure)) }
  return { ok: true, value: { byBroker }, gaps }
}

async function readOwn(link: BrokerLink, signal: AbortSignal): Promise<Result<[number, readonly ConfigEntry[]]>> {
  const id = link.brokerId ?? -1
  const query = { resourceType: BROKER_RESOURCE, names: [String(id)], keys: null }
  const answer = await link.ask({ message: describeConfigs, query, lane: 'bulk', signal })
  if (!answer.ok) return answer
  const own = answer.value.value[0]
  if (!own) return bad(link.refused(-1, 'DescribeConfigs', 'the answer names no broker'))
  if (own.error !== 0) return bad(link.refused(own.error, 'DescribeConfigs', own.errorMessage))
  return good([id, configEntries(own.configs)])
}
