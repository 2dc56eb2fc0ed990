import type { BrokerDetail } from '@perigee/contract'
import type { ClusterJudgement } from '@perigee/domain'
import type { ClusterState } from '../../facts/state.ts'
import { changeWire } from '../wire/changes.ts'
import { configWires } from '../wire/configs.ts'
import { freshnessOfAnswer } from '../wire/freshness.ts'
import { sizesIntervalMs, usedOf } from '../wire/readings.ts'
import { instantOf } from '../wire/words.ts'
import { apiRanges } from './apis.ts'
import { logDirDetails } from './disks.ts'
import { judgementOf, measuresWire, restartData } from './restart.ts'
import { brokerRow } from './row.ts'

const DAY_MS = 86_400_000

/** One broker beside its peers, and whether it may be restarted. `startedAt` is when the console began to ask, epoch ms. */
export function brokerView(
  cluster: ClusterState,
  id: number,
  { now, startedAt }: { readonly now: number; readonly startedAt: number },
): BrokerDetail {
  const judged = judgementOf(cluster, id, now)
  const judgement = cluster.judgement(now)
  const { facts } = cluster
  return {
    data: {
      ...brokerRow(cluster, judged.standing),
      sentence: judged.sentence,
      restart: restartData(cluster, judged),
      measures: measuresWire(cluster, judged),
      logDirDetails: logDirDetails(facts.logDirs.get(id)?.value),
      configs: configWires(facts.brokerConfigs.value?.byBroker.get(id)),
      configsObservedAt: instantOf(facts.brokerConfigs.observedAt),
      configsIntervalMs: facts.brokerConfigs.intervalMs,
      sizesIntervalMs: facts.logDirs.get(id)?.intervalMs ?? sizesIntervalMs(facts),
      apiRanges: apiRanges(judged.standing.fact?.apis),
      cost: costOf(cluster, id, startedAt),
      changes: cluster
        .changes(now - DAY_MS)
        .filter(({ subject }) => subject.broker === id)
        .map(changeWire),
      gaps: judgement.gaps
        .filter(({ brokers }) => brokers.length === 0 || brokers.includes(id))
        .map((gap) => ({ ...gap, brokers: [...gap.brokers] })),
      neighbours: neighboursOf(judgement, id),
    },
    freshness: freshnessOfAnswer(
      usedOf(facts, ['registry', 'topology'], ['logDirs', 'topicConfigs', 'brokerConfigs', 'endOffsets', 'quorum']),
      now,
    ),
  }
}

function neighboursOf({ brokerStandings }: ClusterJudgement, id: number) {
  const ids = brokerStandings.map((standing) => standing.id).sort((a, b) => a - b)
  const at = ids.indexOf(id)
  return { previous: ids[at - 1] ?? null, next: ids[at + 1] ?? null }
}

/** What we have asked of this broker since the console started. */
function costOf(cluster: ClusterState, id: number, startedAt: number): BrokerDetail['data']['cost'] {
  const costs = cluster.cost().filter(({ brokerId }) => brokerId === id)
  return {
    requests: costs.reduce((sum, { requests }) => sum + requests, 0),
    bytes: costs.reduce((sum, { bytesSent, bytesReceived }) => sum + bytesSent + bytesReceived, 0),
    busyMs: costs.reduce((sum, { busyMs }) => sum + busyMs, 0),
    since: instantOf(startedAt),
  }
}
