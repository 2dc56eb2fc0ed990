import type { ApiRoute } from '@perigee/contract'

/** What a page must say while a scenario runs. */
export interface Told {
  /** In words, for the failure's message. */
  readonly says: string
  readonly page: PageAt
  /** A subset of the page's data, as `toMatchObject` takes it. It must not hold before the scenario. */
  readonly data: object
}

export interface PageAt {
  readonly route: ApiRoute
  readonly params?: Readonly<Record<string, string | number>>
  readonly query?: string
}

/** A number, known and larger than this. */
export function above(least: number): object {
  return matcher((value) => typeof value === 'number' && value > least, `above ${least}`)
}

/** A list that is known and is missing something that would not be missing in good order. */
export function has(part: object): object {
  return matcher((value) => Array.isArray(value) && value.some((one) => matches(one, part)), `has ${words(part)}`)
}

/** Text that contains these words. */
export function saying(pattern: RegExp): object {
  return matcher((value) => typeof value === 'string' && pattern.test(value), `saying ${pattern}`)
}

/** Whether a value has everything that is expected, as deep as that goes. */
export function matches(value: unknown, expected: unknown): boolean {
  if (isMatcher(expected)) return expected.asymmetricMatch(value)
  if (typeof expected !== 'object' || expected === null) return Object.is(value, expected)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(expected).every(([key, part]) => matches((value as Record<string, unknown>)[key], part))
}

interface Matcher {
  readonly asymmetricMatch: (value: unknown) => boolean
  toString(): string
}

function matcher(asymmetricMatch: Matcher['asymmetricMatch'], name: string): Matcher {
  return { asymmetricMatch, toString: () => name }
}

function isMatcher(value: unknown): value is Matcher {
  return typeof value === 'object' && value !== null && 'asymmetricMatch' in value
}

/** An expectation, readable. */
export function words(expected: unknown): string {
  return JSON.stringify(expected, (_, value: unknown) => (isMatcher(value) ? value.toString() : value))
}
