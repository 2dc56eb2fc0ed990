// What `perigee check-config` prints.
import { environmentName } from './effective.ts'
import type { LoadResult } from './load.ts'

/** Text for people, and the exit code: 0 = usable, 1 = not. */
export function checkReport(result: LoadResult): { readonly text: string; readonly exitCode: 0 | 1 } {
  if (!result.ok) {
    const count = result.problems.length
    const lines = result.problems.map((problem) => `  ${problem.path}: ${problem.message}`)
    return {
      exitCode: 1,
      text: [`The configuration has ${count} problem${count === 1 ? '' : 's'}:`, ...lines].join('\n'),
    }
  }
  const { clusters, demo } = result.config
  const from = result.file === null ? 'no file' : result.file
  const head = `The configuration is usable (${from}; ${clusters.length} cluster${clusters.length === 1 ? '' : 's'}).`
  const lines = result.entries.map((entry) => `  ${entry.path} = ${entry.value}  (${entry.origin})`)
  const first =
    clusters.length === 0
      ? [
          '',
          `No cluster yet: set ${environmentName('clusters[0].bootstrap')}, pass --bootstrap host:9092, or name one under clusters:.`,
          ...(demo
            ? ['Until then a start shows a demo with simulated clusters; demo: false or --no-demo starts empty.']
            : []),
        ]
      : []
  return { exitCode: 0, text: [head, ...lines, ...first].join('\n') }
}
