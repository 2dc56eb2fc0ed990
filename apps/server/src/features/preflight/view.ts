import type { Preflight as Wire } from '@perigee/contract'
import { type CheckResult, type Preflight, RELEASES_AS_OF, STATUS_OF_CHECK } from '@perigee/domain'
import type { ClusterState, ConsoleState } from '../../facts/state.ts'
import { freshnessOfAnswer } from '../wire/freshness.ts'
import { hrefOrNull } from '../wire/hrefs.ts'
import { usedOf } from '../wire/readings.ts'
import { instantOf } from '../wire/words.ts'
import { probesOf } from './input.ts'

/** Any one of them leads a tool to all brokers. */
const MOST_ADDRESSES = 3

/** Every check of a cluster with its evidence. */
export function preflightView(state: ConsoleState, cluster: ClusterState, found: Preflight): Wire {
  return {
    data: {
      cluster: cluster.name,
      sentence: { ...found.sentence },
      counts: { ...found.counts },
      checks: found.checks.map((check) => checkWire(cluster, check)),
      probedAt: instantOf(probesOf(state, cluster).observedAt),
      releasesAsOf: RELEASES_AS_OF,
    },
    freshness: freshnessOfAnswer(
      usedOf(
        cluster.facts,
        ['registry', 'topology'],
        ['quorum', 'zookeeper', 'topicConfigs', 'brokerConfigs', 'logDirs', 'endOffsets'],
      ),
      state.now(),
    ),
  }
}

function checkWire(
  cluster: ClusterState,
  { target, details, command, ...check }: CheckResult,
): Wire['data']['checks'][number] {
  return {
    ...check,
    status: STATUS_OF_CHECK[check.state],
    details: [...details],
    command: command?.replaceAll('$BOOTSTRAP', cluster.config.bootstrap.slice(0, MOST_ADDRESSES).join(',')) ?? null,
    href: hrefOrNull(cluster.name, target),
  }
}
