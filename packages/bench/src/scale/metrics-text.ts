// The console's own /metrics, read.

/** Value of each sample by its name and labels as written. */
export type Samples = ReadonlyMap<string, number>

export function parseMetrics(text: string): Samples {
  const samples = new Map<string, number>()
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const at = line.lastIndexOf(' ')
    samples.set(line.slice(0, at), Number(line.slice(at + 1)))
  }
  return samples
}

/** Sum over every sample of a metric whose labels hold all of `labels` (`reading="kafka.topology"`). */
export function sumOf(samples: Samples, metric: string, ...labels: readonly string[]): number {
  let sum = 0
  for (const [name, value] of samples) {
    const isIt = name === metric || name.startsWith(`${metric}{`)
    if (isIt && labels.every((label) => name.includes(label))) sum += value
  }
  return sum
}

/** Number of samples of a metric with these labels. */
export function countOf(samples: Samples, metric: string, ...labels: readonly string[]): number {
  return [...samples.keys()].filter(
    (name) => name.startsWith(`${metric}{`) && labels.every((label) => name.includes(label)),
  ).length
}
