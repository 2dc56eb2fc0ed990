import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensurePage, PAGE_DIST } from '../build/page.ts'
import { offendingArrows } from '../checks/arrows.ts'
import { BUDGETS, kilobytes, overBudget, weighPage } from '../checks/budgets.ts'
import { staleDocuments } from '../checks/documents.ts'
import { brokenHabits } from '../checks/habits.ts'
import { readManifests, readSources } from '../checks/sources.ts'
import { add, FAILED, NOTHING, PASSED, type Tally } from './tally.ts'

const TYPE_PROJECTS = ['tsconfig.json', 'apps/web/tsconfig.json']
const BIOME = 'node_modules/@biomejs/biome/bin/biome'
const TSC = 'node_modules/typescript/bin/tsc'

export function checkTypes(root: string): Tally {
  return TYPE_PROJECTS.filter((project) => existsSync(join(root, project)))
    .map((project) => checkCommand(root, `types ${project}`, [TSC, '-p', project]))
    .reduce(add, NOTHING)
}

export function checkLint(root: string): Tally {
  return checkCommand(root, 'lint and format', [BIOME, 'ci', '--colors=off', '--max-diagnostics=200', '.'])
}

export function checkArrows(root: string): Tally {
  const files = readSources(root)
  return [
    tell('dependency arrows', offendingArrows(files, readManifests(root))),
    tell('file sizes, names, colours', brokenHabits(files)),
    tell('documents point to what is there', staleDocuments(root)),
  ].reduce(add, NOTHING)
}

/** Builds the page and weighs it. */
export function checkPage(root: string): Tally {
  const build = ensurePage(root)
  if (build === 'absent') return tell('page', ['apps/web/index.html is not there: no page to build'])
  if (build === 'failed') return tell('page', ['the page does not build'])
  const sizes = weighPage(join(root, PAGE_DIST))
  const largest = sizes.chunks[0]
  console.log(
    `  first-load script ${kilobytes(sizes.firstLoadScriptBytes)} of ${kilobytes(BUDGETS.firstLoadScript)}, styles ${kilobytes(sizes.stylesBytes)} of ${kilobytes(BUDGETS.styles)}, largest other chunk ${largest === undefined ? 'none' : `${largest.name} ${kilobytes(largest.sizeBytes)}`}`,
  )
  return add(PASSED, tell('size budgets', overBudget(sizes)))
}

function checkCommand(root: string, name: string, args: readonly string[]): Tally {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' }
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env })
  return tell(name, status === 0 ? [] : [`${stdout}${stderr}`.trim() || `ended with ${status}`])
}

function tell(name: string, offences: readonly string[]): Tally {
  console.log(offences.length === 0 ? `  ok      ${name}` : `  FAILED  ${name}`)
  for (const line of offences) console.log(line.replace(/^/gm, '    '))
  return offences.length === 0 ? PASSED : FAILED
}
