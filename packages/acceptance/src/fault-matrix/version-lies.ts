// What the console makes of brokers that promise versions they do not serve, or hide those they do.
import type { ReleaseName } from '@perigee/fleet'
import { type Row, table } from './expectations.ts'

export interface Lie {
  readonly lie: string
  readonly release: ReleaseName
  readonly mode: 'kraft' | 'zookeeper'
  readonly apis: readonly number[]
  readonly min: number
  readonly max: number
  readonly cells: Row['cells']
}

/** Kafka 4.1. The versions that Perigee asks are served there, whatever more is promised. */
const OF_KRAFT = table(`
lie                registry     quorum       topology     topic-configs  broker-configs  log-dirs     end-offsets
too-new-to-speak   unsupported  unsupported  unsupported  unsupported    unsupported     unsupported  unsupported
more-than-served   ok           ok           ok           ok             ok              ok           ok
older-than-served  unsupported  ok           unsupported  unsupported    unsupported     closed       unsupported
all-hidden         unsupported  unsupported  unsupported  unsupported    unsupported     unsupported  unsupported
`)

/**
 * Kafka 2.8 with ZooKeeper. Brokers close the connection on a version they do not know; the next lower one is tried, and
 * no more: a broker that lies by two versions or more is one that cannot be asked.
 */
const OF_ZOOKEEPER = table(`
lie                registry     quorum       topology         topic-configs  broker-configs  log-dirs         end-offsets
too-new-to-speak   unsupported  unsupported  unsupported      unsupported    unsupported     unsupported      unsupported
more-than-served   closed       unsupported  closed           ok             ok              closed           closed
older-than-served  unsupported  unsupported  unsupported      unsupported    unsupported     gap:unsupported  unsupported
all-hidden         unsupported  unsupported  unsupported      unsupported    unsupported     unsupported      unsupported
`)

const LIE_OF: Readonly<Record<string, Pick<Lie, 'min' | 'max'>>> = {
  'too-new-to-speak': { min: 90, max: 99 },
  'more-than-served': { min: 0, max: 99 },
  'older-than-served': { min: 0, max: 0 },
  'all-hidden': { min: 0, max: -1 },
}

function lies(rows: readonly Row[], cluster: Pick<Lie, 'release' | 'mode' | 'apis'>): Lie[] {
  return rows.map(({ fault, cells }) => {
    return { lie: fault, ...cluster, ...(LIE_OF[fault] ?? { min: 0, max: 0 }), cells }
  })
}

export const LIES: readonly Lie[] = [
  ...lies(OF_KRAFT, { release: '4.1', mode: 'kraft', apis: [2, 3, 32, 35, 46, 55, 60] }),
  ...lies(OF_ZOOKEEPER, { release: '2.8', mode: 'zookeeper', apis: [2, 3, 32, 35, 46] }),
]
