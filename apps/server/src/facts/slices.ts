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

/**
 * Runs work in slices once for all who want the same at the same time, where it keeps its result itself: twenty who each did
 * it would also hold the event loop for twenty slices in a row. `key` and `basis` say what it is made of.
 */
export function sharedSlices<Key extends object>() {
  const underWay = new WeakMap<Key, { readonly basis: unknown; readonly done: Promise<unknown> }>()
  return async (key: Key, basis: unknown, work: () => Generator<undefined, unknown>): Promise<void> => {
    const known = underWay.get(key)
    if (known !== undefined && known.basis === basis) {
      await known.done
      return
    }
    const mine = { basis, done: runInSlices(work()) }
    underWay.set(key, mine)
    try {
      await mine.done
    } finally {
      if (underWay.get(key) === mine) underWay.delete(key)
    }
  }
}
