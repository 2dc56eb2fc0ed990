export const STEPS = ['types', 'lint', 'arrows', 'unit', 'page', 'integration', 'browser'] as const
export type Step = (typeof STEPS)[number]

const SELECTIONS: Readonly<Record<string, readonly Step[]>> = {
  quick: ['types', 'lint', 'arrows', 'unit'],
  checks: ['types', 'lint', 'arrows'],
  types: ['types'],
  lint: ['lint'],
  arrows: ['arrows'],
  unit: ['unit'],
  page: ['page'],
  integration: ['integration'],
  browser: ['page', 'browser'],
}

export interface SuiteRequest {
  readonly steps: readonly Step[]
  /** Handed to vitest: only test files whose path contains one of them. */
  readonly filters: readonly string[]
  /** A need that is not met fails the run instead of being skipped. */
  readonly skipping: 'allowed' | 'forbidden'
}

export const USAGE = `npm test -- [${Object.keys(SELECTIONS).join('|')}] [path filter…] [--no-skip]`

/** Reads `npm test -- …`; a string says what is wrong with it. */
export function readRequest(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): SuiteRequest | string {
  const unknown = args.find((arg) => arg.startsWith('-') && arg !== '--no-skip')
  if (unknown !== undefined) return `Unknown option ${unknown}. ${USAGE}`
  const words = args.filter((arg) => !arg.startsWith('-'))
  const chosen = words.filter((word) => word in SELECTIONS)
  const steps = STEPS.filter((step) => chosen.length === 0 || chosen.some((word) => SELECTIONS[word]?.includes(step)))
  const forbidden = args.includes('--no-skip') || env.PERIGEE_NO_SKIP === '1'
  return {
    steps,
    filters: words.filter((word) => !(word in SELECTIONS)),
    skipping: forbidden ? 'forbidden' : 'allowed',
  }
}
