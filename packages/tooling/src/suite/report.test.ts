import { expect, test } from 'vitest'
import { readReport } from './report.ts'
import { add, closingLine, FAILED, PASSED } from './tally.ts'

const report = (over: object) =>
  JSON.stringify({
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [],
    ...over,
  })

test('counts passed, failed, skipped and to-do', () => {
  const json = report({ numPassedTests: 5, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 })
  expect(readReport(json, 1)).toEqual({ passed: 5, failed: 2, skipped: 2 })
})

test('a file that fails before its first test counts as failed', () => {
  const json = report({ numPassedTests: 3, testResults: [{ status: 'failed', assertionResults: [] }] })
  expect(readReport(json, 1)).toEqual({ passed: 3, failed: 1, skipped: 0 })
})

test('a run that fails although every test passed is a failure', () => {
  expect(readReport(report({ numPassedTests: 3 }), 1).failed).toBe(1)
  expect(readReport(report({ numPassedTests: 3 }), 0).failed).toBe(0)
})

test('the closing line', () => {
  expect(closingLine(add(add(PASSED, PASSED), FAILED))).toBe('2 passed, 1 failed, 0 skipped')
})
