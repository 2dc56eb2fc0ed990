import type { LogDir } from '../facts.ts'
import { freshnessOf } from '../reading.ts'
import type { ClusterJudgement, ClusterProblem } from './judgement.ts'
import type { Situation } from './situation.ts'
import { counted } from './words.ts'

/** Less than 15 % of a volume free. */
export const FULL_RATIO = 0.85

/** Used share of the volume a log directory lies on, 0–1; null before Kafka 3.3 (KIP-827). */
export function usedRatio(dir: LogDir): number | null {
  if (dir.totalBytes === null || dir.usableBytes === null || dir.totalBytes <= 0) return null
  return Math.min(1, Math.max(0, 1 - dir.usableBytes / dir.totalBytes))
}

/** The fullest volume, and the brokers whose volumes are not known. */
export function diskState(situation: Situation, brokers: readonly number[]): ClusterJudgement['disks'] {
  const known = fullest(situation, brokers)
  const [worst] = known.sort((a, b) => b.ratio - a.ratio || a.broker - b.broker)
  const seen = new Set(known.map(({ broker }) => broker))
  return {
    fullestBroker: worst?.broker ?? null,
    fullestRatio: worst?.ratio ?? null,
    unknownBrokers: brokers.filter((broker) => !seen.has(broker)),
  }
}

function fullest(situation: Situation, brokers: readonly number[]) {
  return brokers.flatMap((broker) => {
    const reading = situation.facts.logDirs.get(broker)
    if (reading?.value === undefined || freshnessOf(reading, situation.now) === 'lost') return []
    const ratios = reading.value.dirs.flatMap((dir) => {
      const ratio = usedRatio(dir)
      return ratio === null ? [] : [{ broker, ratio, path: dir.path }]
    })
    const [worst] = ratios.sort((a, b) => b.ratio - a.ratio)
    return worst ? [worst] : []
  })
}

/** One problem for all volumes that are nearly full. */
export function diskProblems(situation: Situation, brokers: readonly number[]): readonly ClusterProblem[] {
  const full = fullest(situation, brokers).filter(({ ratio }) => ratio > FULL_RATIO)
  const [worst] = full.sort((a, b) => b.ratio - a.ratio || a.broker - b.broker)
  if (worst === undefined) return []
  const others = full.length - 1
  const more = others > 0 ? ` ${counted(others, 'more broker has', 'more brokers have')} less than 15 % free.` : ''
  return [
    {
      code: 'disk-full',
      status: 'warning',
      title: `Broker ${worst.broker} has ${Math.round((1 - worst.ratio) * 100)} % of its disk left`,
      text: `on the volume of ${worst.path}${situation.since('disk-full')}.${more}`,
      target: others > 0 ? { page: 'brokers' } : { page: 'broker', broker: worst.broker },
      targetLabel: others > 0 ? 'Brokers' : `Broker ${worst.broker}`,
      explains: [],
    },
  ]
}
