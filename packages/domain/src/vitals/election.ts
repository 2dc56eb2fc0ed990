import type { Assessment } from '../assessment.ts'
import { activeController, type MetricScene, metricValue } from './scene.ts'

/** What stands for leader election time in this cluster. */
export interface ElectionTime {
  readonly title: string
  readonly valueMs: number | null
  readonly explained: string
}

/**
 * ZooKeeper mode measures leader elections (ControllerStats LeaderElectionRateAndTimeMs); KRaft has no such metric. In its
 * place, in this order: how long the quorum took to elect its leader (raft-metrics election-latency), how long the active
 * controller takes for an event (EventQueueProcessingTimeMs), and what was seen from outside.
 */
export function electionTime(scene: MetricScene, observed: ObservedElections): ElectionTime {
  const zookeeper = largest(scene, 'leader_election_ms/p99')
  if (scene.mode !== 'kraft' && zookeeper !== null) {
    return {
      title: 'Leader election time, p99',
      valueMs: zookeeper,
      explained: 'By the controller: from the start of an election of a partition leader to its end.',
    }
  }
  const quorum = scene.mode === 'zookeeper' ? null : largest(scene, 'raft_election_ms')
  if (quorum !== null && quorum > 0) {
    return {
      title: 'Election of the quorum leader',
      valueMs: quorum,
      explained:
        'KRaft does not measure elections of partition leaders. This is how long the last elections of the quorum itself took.',
    }
  }
  const active = activeController(scene)
  const processing = active === null ? null : metricValue(active, 'controller_processing_ms/p99')
  if (processing !== null) {
    return {
      title: 'Controller event processing, p99',
      valueMs: processing,
      explained:
        'KRaft does not measure elections of partition leaders. This is how long the active controller takes for one event; an election is part of one.',
    }
  }
  return observedTime(observed)
}

/** From metadata alone. */
export interface ObservedElections {
  readonly assessment: Assessment | null
  /** How often metadata are read, ms. */
  readonly intervalMs: number
}

function observedTime({ assessment, intervalMs }: ObservedElections): ElectionTime {
  const title = 'Partitions without a leader, as seen'
  const seconds = Math.round(intervalMs / 1000)
  if (assessment === null)
    return { title, valueMs: null, explained: 'No exporter tells election times, and metadata were not read yet.' }
  const { offline } = assessment.counts
  const now = offline === 0 ? 'every partition has a leader now' : `${offline} have none now`
  return {
    title,
    valueMs: null,
    explained: `No exporter tells election times. Perigee looks at the leaders every ${seconds} s: ${now}; what is shorter than that is not seen.`,
  }
}

function largest(scene: MetricScene, key: string): number | null {
  const told = [...scene.controllers, ...scene.brokers]
    .map((node) => metricValue(node, key))
    .filter((value) => value !== null)
  return told.length === 0 ? null : Math.max(...told)
}
