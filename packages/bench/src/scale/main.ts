// The scale benchmark: every subject that was asked for, one after the other.
import { writeFileSync } from 'node:fs'
import type { RunFigures } from './figures.ts'
import type { ScaleOptions } from './options.ts'
import { machineText, reportOf } from './report.ts'
import { run } from './run.ts'
import { type OpenSubject, openFleetSubject, realSubject } from './subjects.ts'

export async function benchScale(options: ScaleOptions): Promise<void> {
  console.log(`${machineText()}\n`)
  const all: RunFigures[] = []
  const subjects: (() => Promise<OpenSubject>)[] =
    options.bootstrap === null
      ? options.shapes.map((shape) => () => openFleetSubject(shape, options))
      : [async () => realSubject(options.bootstrap ?? '')]
  for (const openSubject of subjects) {
    const open = await openSubject()
    try {
      const figures = await run(open.subject, options)
      all.push(figures)
      console.log(`${reportOf(figures)}\n`)
    } finally {
      await open.close()
    }
    if (options.out !== null) writeFileSync(options.out, JSON.stringify(all, null, 2))
  }
}
