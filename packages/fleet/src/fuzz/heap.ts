import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

let collect: (() => void) | null = null

/** What is held after everything that can be let go has been, in bytes: the heap and the buffers beside it. */
export async function settledHeapBytes(): Promise<number> {
  if (collect === null) {
    setFlagsFromString('--expose-gc')
    collect = runInNewContext('gc') as () => void
  }
  // Finalizers and sockets' last callbacks run between two collections.
  for (let turns = 0; turns < 3; turns += 1) {
    collect()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
