// Constants the browser needs at run time: kept apart from the schemas, so that the page ships no validator.

/** Priority order: the worst first. Unknown ranks above busy and OK. */
export const STATUSES = ['critical', 'warning', 'unknown', 'busy', 'ok', 'off'] as const

/** A reading is fresh up to two intervals, late up to five, then lost; never = no success yet. */
export const FRESH_INTERVALS = 2
export const LATE_INTERVALS = 5
export const FRESHNESS = ['fresh', 'late', 'lost', 'never'] as const

/** States of a poll loop, the worst first. */
export const SOURCE_STATES = ['lost', 'late', 'partial', 'starting', 'fresh', 'off'] as const

/** What a preflight check found, the worst first; unknown is never a pass. */
export const CHECK_STATES = ['fail', 'warn', 'unknown', 'pass', 'not-applicable'] as const
/** What is at stake: data or service; operation in a bad hour; tidiness. */
export const CHECK_SEVERITIES = ['critical', 'major', 'minor'] as const
/** What checks look at, in the order in which pages show them. */
export const CHECK_FAMILIES = [
  'brokers',
  'quorum',
  'copies',
  'versions',
  'disks',
  'settings',
  'security',
  'reach',
  'processes',
  'metrics',
  'services',
  'console',
] as const
