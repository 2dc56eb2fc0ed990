/** Runs a generator to its end without holding the event loop longer than one slice plus one step. */
export async function runInSlices<T>(work: Generator<undefined, T>, sliceMs = 6): Promise<T> {
  for (;;) {
    const startedAt = performance.now()
    while (performance.now() - startedAt < sliceMs) {
      const step = work.next()
      if (step.done) return step.value
    }
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
}
