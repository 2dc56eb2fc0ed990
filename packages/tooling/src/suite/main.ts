// The whole of `npm test` after the installation: every step runs, also after one has failed; the last line counts.
import { ROOT } from '../root.ts'
import { checkArrows, checkLint, checkPage, checkTypes } from './checks.ts'
import { readRequest, type Step, type SuiteRequest } from './command-line.ts'
import { browserNeed, kafkaNeed, type Need, THIS_MACHINE } from './needs.ts'
import { countTests, type Ring, runRing } from './rings.ts'
import { add, closingLine, FAILED, NOTHING, type Tally } from './tally.ts'

const request = readRequest(process.argv.slice(2), process.env)
// Ours alone: the console that tests start would refuse it as a setting it does not know.
delete process.env.PERIGEE_NO_SKIP
if (typeof request === 'string') {
  console.error(request)
  process.exitCode = 2
} else {
  const total = await runAll(request)
  console.log(`\n${closingLine(total)}`)
  process.exitCode = total.failed > 0 ? 1 : 0
}

async function runAll(wanted: SuiteRequest): Promise<Tally> {
  let total = NOTHING
  let isInterrupted = false
  // The ring under way ends its own tests; what is left is not begun, and the closing line still comes.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      isInterrupted = true
    })
  }
  for (const step of wanted.steps) {
    if (isInterrupted) return complainOfSignal(total)
    const startedAt = Date.now()
    console.log(`\n── ${step}`)
    const tally = await runStep(step, wanted)
    total = add(total, tally)
    console.log(`  ${closingLine(tally)} in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
  }
  return isInterrupted ? complainOfSignal(total) : total
}

function complainOfSignal(total: Tally): Tally {
  console.log('  FAILED  interrupted before the end')
  return add(total, FAILED)
}

function runStep(step: Step, wanted: SuiteRequest): Tally | Promise<Tally> {
  switch (step) {
    case 'types':
      return checkTypes(ROOT)
    case 'lint':
      return checkLint(ROOT)
    case 'arrows':
      return checkArrows(ROOT)
    case 'page':
      return checkPage(ROOT)
    case 'unit':
      return runTests('unit', null, wanted)
    case 'integration':
      return runTests('integration', kafkaNeed(THIS_MACHINE), wanted)
    case 'browser':
      return runTests('browser', browserNeed(THIS_MACHINE), wanted)
  }
}

async function runTests(ring: Ring, need: Need | null, wanted: SuiteRequest): Promise<Tally> {
  if (need !== null) return leaveOut(ring, need, wanted)
  const tally = await runRing(ROOT, ring, wanted.filters)
  if (wanted.skipping === 'allowed' || wanted.filters.length > 0) return tally
  if (tally.passed + tally.failed === 0) return complain(tally, `there is no ${ring} test`)
  return tally.skipped > 0 ? complain(tally, `${tally.skipped} ${ring} tests were skipped by themselves`) : tally
}

function leaveOut(ring: Ring, need: Need, { skipping }: SuiteRequest): Tally {
  const count = countTests(ROOT, ring)
  const what = `${ring} tests (${count ?? 'not counted'}): ${need.missing}; ${need.remedy}`
  if (skipping === 'forbidden') return complain({ ...NOTHING, skipped: count ?? 1 }, `cannot run ${what}`)
  console.log(`skipped: ${what}`)
  return { ...NOTHING, skipped: count ?? 1 }
}

function complain(tally: Tally, why: string): Tally {
  console.log(`  FAILED  ${why}, and skipping is forbidden`)
  return add(tally, FAILED)
}
