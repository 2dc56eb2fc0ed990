import type { ClusterProblem } from './judgement.ts'
import type { Situation } from './situation.ts'
import { thousands } from './words.ts'

const LATE = ['latency', 'fsync', 'outstanding', 'pending-syncs']

/**
 * Findings about ZooKeeper's nodes and KRaft's voters as problems of the cluster. A warning at most: what clients lose by it is
 * told by brokers and partitions. Brokers that are known to wait for ZooKeeper tell of its slowness better.
 */
export function keeperProblems(situation: Situation): readonly ClusterProblem[] {
  const isToldByBrokers = situation.whys.some(({ code }) => code === 'zookeeper-slow')
  return situation.keepers
    .filter(({ code }) => !(isToldByBrokers && LATE.includes(code.split(':', 1)[0] ?? '')))
    .map((finding) => {
      const code = `keeper-${finding.code}`
      const [shown] = finding.evidence
      // A bare number of something needs its finding around it; with a unit it speaks for itself.
      const isPlain = shown !== undefined && shown.value !== null && shown.unit !== ''
      const measured = isPlain ? `${roundedWords(shown.value ?? 0)} ${shown.unit}` : ''
      const since = situation.since(code).trim()
      return {
        code,
        status: 'warning',
        title: finding.sentence.replace(/\.$/, ''),
        text: textOf(since, measured),
        target: { page: 'quorum' },
        targetLabel: 'Quorum',
        explains: [],
      }
    })
}

function textOf(since: string, measured: string): string {
  if (measured === '') return since === '' ? '' : `${since}.`
  return since === '' ? `– ${measured}.` : `${since}: ${measured}.`
}

function roundedWords(value: number): string {
  return value >= 10 ? thousands(Math.round(value)) : String(Math.round(value * 10) / 10)
}
