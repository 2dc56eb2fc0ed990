import type { Pause } from './pause.ts'

/** Long enough to be fast, short enough to sort within a slice. */
const RUN = 1024

/** Sorts like Array.sort, in runs that are merged with pauses: 20,000 names in one go would hold the event loop too long. */
export async function sortInSlices<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
  pause: Pause,
): Promise<T[]> {
  let from = [...items]
  for (let start = 0; start < from.length; start += RUN) {
    const run = from.slice(start, start + RUN).sort(compare)
    for (let i = 0; i < run.length; i += 1) from[start + i] = run[i] as T
    if (pause.due()) await pause.take()
  }
  for (let width = RUN; width < from.length; width *= 2) {
    const to: T[] = []
    for (let start = 0; start < from.length; start += 2 * width) await merge({ from, to, start, width }, compare, pause)
    from = to
  }
  return from
}

async function merge<T>(
  part: { from: readonly T[]; to: T[]; start: number; width: number },
  compare: (a: T, b: T) => number,
  pause: Pause,
): Promise<void> {
  const { from, to } = part
  const middle = Math.min(part.start + part.width, from.length)
  const end = Math.min(part.start + 2 * part.width, from.length)
  let left = part.start
  let right = middle
  while (left < middle || right < end) {
    const takeLeft = right >= end || (left < middle && compare(from[left] as T, from[right] as T) <= 0)
    to.push(from[takeLeft ? left++ : right++] as T)
    if (to.length % 512 === 0 && pause.due()) await pause.take()
  }
}
