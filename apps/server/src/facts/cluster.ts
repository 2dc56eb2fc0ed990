// One cluster put together: book, poller, judge, history, transitions.
import type { ClusterConfig, PollingConfig } from '@perigee/config'
import { followListings, followReigns, type Listings, type Reigns } from '@perigee/domain'
import type { Clock } from '../polling/clock.ts'
import { ClusterPoller } from '../polling/cluster-poller.ts'
import type { Log } from '../polling/log.ts'
import type { ClusterSources } from '../polling/sources.ts'
import { ClusterBook } from './cluster-book.ts'
import { ClusterJudge, type Judgement } from './cluster-judge.ts'
import type { HistoryRecorder } from './record-history.ts'
import type { ClusterState, Events } from './state.ts'
import { Transitions } from './transitions.ts'

export interface ClusterOptions {
  readonly config: ClusterConfig
  readonly polling: PollingConfig
  readonly sources: ClusterSources
  readonly judgement: Judgement
  readonly events: Events
  readonly clock: Clock
  /** 0 ≤ x < 1. */
  readonly random: () => number
  readonly log: Log
  readonly recorder: HistoryRecorder
}

export interface RunningCluster {
  readonly state: ClusterState
  start(): void
  /** Waits for runs in flight and closes connections. */
  stop(): Promise<void>
}

export function createCluster(options: ClusterOptions): RunningCluster {
  const { config, polling, sources, judgement, events, clock, random, log, recorder } = options
  let revision = 0
  let reigns: Reigns = []
  let listings: Listings = new Map()
  const transitions = new Transitions(config.name)
  const book = new ClusterBook({ config, polling, onChange: (reading, weight) => judge.touch(reading, weight) })
  const judge: ClusterJudge = new ClusterJudge({
    judgement,
    clock,
    facts: () => book.facts,
    remembered: () => book.remembered,
    bootstrapCount: config.bootstrap.length,
    past: () => ({ listings, reigns }),
    onset: (code) => transitions.onset(code),
    heldBefore: (code) => transitions.heldBefore(code),
    onBug: (error) => log.error({ err: error, cluster: config.name }, 'judging failed on a mistake of ours'),
    onJudged: ({ facts, assessment, judgement: judged }, readings) => {
      const now = clock.now()
      transitions.take(judged, facts, now)
      listings = followListings(listings, facts.registry.value, facts.registry.observedAt)
      reigns = followReigns(reigns, facts.quorum.value, facts.quorum.observedAt)
      if (assessment !== null) recorder.record({ facts, assessment, judgement: judged }, now)
      revision += 1
      events.publish({ cluster: config.name, readings, version: revision })
    },
  })
  const isInUse = (id: number) => (judge.assessment?.byBroker.get(id)?.replicas ?? 0) > 0
  const poller = new ClusterPoller({ config, polling, book, sources, clock, random, log, isInUse })
  const state: ClusterState = {
    name: config.name,
    config,
    get facts() {
      return judge.facts
    },
    get assessment() {
      return judge.assessment
    },
    judgement: (now) => judge.at(now),
    get whys() {
      return judge.whys
    },
    get listings() {
      return listings
    },
    get reigns() {
      return reigns
    },
    onset: (code) => transitions.onset(code),
    heldBefore: (code) => transitions.heldBefore(code),
    get remembered() {
      return book.remembered
    },
    history: recorder.history,
    longRanges: { prometheus: sources.prometheus, graphite: sources.graphite },
    changes: (sinceMs) => transitions.log.since(sinceMs),
    recall: (change) => void transitions.log.add({ ...change, cluster: config.name }),
    identityOf: (target) => poller.metrics.identityOf(target),
    get loops() {
      return poller.loops.states
    },
    cost: () => [...sources.kafka.cost(), ...(sources.exporters?.cost() ?? []), ...(sources.prometheus?.cost() ?? [])],
    get revision() {
      return revision
    },
  }
  return {
    state,
    start: () => poller.start(),
    async stop() {
      judge.stop()
      await poller.stop()
    },
  }
}
