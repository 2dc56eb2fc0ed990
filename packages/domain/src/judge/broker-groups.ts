import type { BrokerStanding, BrokerTrouble } from './judgement.ts'

/** Brokers with the same trouble that are told as one. */
export interface BrokerGroup {
  /** Problem code: `broker-down:3`, `rack-down:b`, `brokers-down`. */
  readonly code: string
  readonly trouble: BrokerTrouble
  readonly brokers: readonly BrokerStanding[]
  /** Set when these are all the brokers of one rack, and the rack has more than one. */
  readonly rack: string | null
}

/** Up to three brokers are told one by one. */
const TOLD_SINGLY = 3

/** Brokers that may be the cause of partitions' troubles, grouped: a whole rack as one, many as one, few each. */
export function troubledGroups(standings: readonly BrokerStanding[]): readonly BrokerGroup[] {
  const troubles: readonly BrokerTrouble[] = ['down', 'unregistered', 'silent', 'disk-offline', 'fenced']
  return troubles.flatMap((trouble) => groupsOf(trouble, standings))
}

/** The same for one trouble. */
export function groupsOf(trouble: BrokerTrouble, standings: readonly BrokerStanding[]): readonly BrokerGroup[] {
  const troubled = standings.filter((standing) => standing.trouble === trouble)
  const racks = wholeRacks(troubled, standings)
  const rest = troubled.filter((standing) => standing.rack === null || !racks.has(standing.rack))
  const whole = [...racks].map((rack) => ({
    code: `rack-${trouble}:${rack}`,
    trouble,
    brokers: troubled.filter((standing) => standing.rack === rack),
    rack,
  }))
  if (rest.length > TOLD_SINGLY) return [...whole, { code: `brokers-${trouble}`, trouble, brokers: rest, rack: null }]
  return [
    ...whole,
    ...rest.map((broker) => ({ code: `broker-${trouble}:${broker.id}`, trouble, brokers: [broker], rack: null })),
  ]
}

/** Racks of two brokers and more of which all are troubled, unless that is the whole cluster. */
function wholeRacks(troubled: readonly BrokerStanding[], all: readonly BrokerStanding[]): ReadonlySet<string> {
  const racks = new Set(troubled.map((standing) => standing.rack).filter((rack) => rack !== null))
  if (troubled.length === all.length) return new Set()
  return new Set(
    [...racks].filter((rack) => {
      const members = all.filter((standing) => standing.rack === rack)
      return members.length > 1 && members.every((standing) => troubled.includes(standing))
    }),
  )
}
