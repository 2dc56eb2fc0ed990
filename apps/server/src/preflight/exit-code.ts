import type { CheckState } from '@perigee/domain'

/** For scripts. 2 as for every other mistake on the command line. */
export const EXIT = { pass: 0, usage: 2, warn: 10, fail: 11, unknown: 12 } as const

/** The worst decides; what could not be made counts only where nothing is known to be wrong. */
export function exitCodeOf(states: readonly CheckState[]): number {
  if (states.includes('fail')) return EXIT.fail
  if (states.includes('warn')) return EXIT.warn
  return states.includes('unknown') ? EXIT.unknown : EXIT.pass
}
