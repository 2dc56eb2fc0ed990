import type { Failure, Gap } from '@perigee/domain'

/** What a collector returns: a value with its named gaps, or one typed failure. Never an exception for what peers do. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T; readonly gaps: readonly Gap[] }
  | { readonly ok: false; readonly failure: Failure }
