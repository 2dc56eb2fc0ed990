/** Runs work that yields between slices to its end in one piece, for callers that need the result now. */
export function atOnce<T>(slices: Generator<undefined, T>): T {
  for (;;) {
    const step = slices.next()
    if (step.done) return step.value
  }
}
