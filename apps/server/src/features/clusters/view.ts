import type { ClusterDetail } from '@perigee/contract'
import type { ClusterJudgement } from '@perigee/domain'
import type { ClusterState } from '../../facts/state.ts'
import { changeWire } from '../wire/changes.ts'
import { freshnessOfAnswer } from '../wire/freshness.ts'
import { usedOf } from '../wire/readings.ts'
import { instantOf } from '../wire/words.ts'
import { brokerCells } from './broker-cells.ts'
import { costOf } from './cost.ts'
import { featureWords } from './features.ts'
import { quorumMembers, zooKeeperNodes } from './quorum-members.ts'
import { clusterSummary } from './summary.ts'

const HOUR_MS = 3_600_000
const MOST_CHANGES = 50

/** Everything about one cluster but its lists. `startedAt` is when the console began to ask, epoch ms. */
export function clusterView(
  cluster: ClusterState,
  { now, startedAt }: { readonly now: number; readonly startedAt: number },
): ClusterDetail {
  const judgement = cluster.judgement(now)
  const { facts } = cluster
  const registry = facts.registry.value
  const keepers = registry?.mode === 'zookeeper' ? facts.zookeeper : facts.quorum
  return {
    data: {
      ...clusterSummary(cluster, judgement, now),
      clusterId: registry?.clusterId ?? null,
      sentence: judgement.sentence,
      features: (registry?.features ?? []).map((feature) => ({
        name: feature.name,
        level: feature.finalizedLevel,
        words: featureWords(feature),
        supportedMin: feature.supportedMin,
        supportedMax: feature.supportedMax,
      })),
      controller: controllerOf(cluster, judgement),
      quorumMembers: quorumMembers(facts),
      quorumObservedAt: instantOf(keepers.observedAt),
      quorumIntervalMs: keepers.intervalMs,
      zookeeperNodes: zooKeeperNodes(facts),
      zookeeperConnect: cluster.config.zookeeper ?? registry?.zookeeperConnect ?? null,
      brokerCells: brokerCells(judgement.brokerStandings),
      disks: { ...judgement.disks, unknownBrokers: [...judgement.disks.unknownBrokers] },
      skew: judgement.skew,
      metadata: { fromBroker: judgement.metadata.fromBroker, behind: [...judgement.metadata.behind] },
      gaps: judgement.gaps.map((gap) => ({ ...gap, brokers: [...gap.brokers] })),
      changes: cluster
        .changes(now - HOUR_MS)
        .slice(0, MOST_CHANGES)
        .map(changeWire),
      cost: costOf(cluster, now - startedAt),
    },
    freshness: freshnessOfAnswer(
      usedOf(
        facts,
        ['registry', 'topology'],
        ['quorum', 'zookeeper', 'logDirs', 'topicConfigs', 'brokerConfigs', 'endOffsets'],
      ),
      now,
    ),
  }
}

function controllerOf(cluster: ClusterState, { controller }: ClusterJudgement) {
  const since = controller.id === null ? null : cluster.onset(`controller:${controller.id}`)
  const heldBefore = controller.id !== null && cluster.heldBefore(`controller:${controller.id}`)
  return { ...controller, since: instantOf(since), heldBefore }
}
