/** What can go wrong on one connection to a node. Times in ms, sizes in bytes. */
export type Fault =
  /** The connection is accepted and never answered. */
  | { readonly kind: 'hang-after-accept' }
  /** The connection is reset when an answer is due. */
  | { readonly kind: 'reset' }
  /** Part of an answer is sent, then nothing. */
  | { readonly kind: 'hang-in-answer'; readonly afterBytes: number }
  /** Part of an answer is sent, then the connection ends. */
  | { readonly kind: 'cut-in-answer'; readonly afterBytes: number }
  /** Answers trickle. */
  | { readonly kind: 'slow'; readonly bytesPerSecond: number }
  /** Answers wait. */
  | { readonly kind: 'late'; readonly byMs: number }
  /** The body of an answer is noise. */
  | { readonly kind: 'garbage' }
  | { readonly kind: 'wrong-correlation-id' }
  /** The answer's size says more than any answer has. */
  | { readonly kind: 'oversized'; readonly claimedBytes: number }
  /** ApiVersions promises versions that are not served, or hides those that are; max < min hides the API. */
  | { readonly kind: 'version-lie'; readonly apiKey: number; readonly min: number; readonly max: number }
  /** `throttle_time_ms`, and the answer comes that much later. */
  | { readonly kind: 'throttle'; readonly byMs: number }
  /** Whatever the credentials are. */
  | { readonly kind: 'authentication-failure' }

/** Which answers a fault touches. */
export interface FaultRule {
  readonly fault: Fault
  /** Null: every API. */
  readonly apiKey: number | null
  /** How many times it strikes; null: until it is lifted. */
  readonly times: number | null
}
