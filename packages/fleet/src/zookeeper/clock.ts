/** The passed-in time of an ensemble: it never reads another. */
export interface EnsembleClock {
  /** Epoch milliseconds. */
  now(): number
  /** Calls `fn` after `delayMs`; the answer takes it back. */
  schedule(fn: () => void, delayMs: number): () => void
}
