import { expect, test } from 'vitest'
import { brokenHabits } from './habits.ts'

function offences(path: string, text: string): string[] {
  return brokenHabits([{ path, room: path.split('/')[1] ?? '', text, isTest: path.includes('.test.') }])
}

test('ceilings: 350 lines, tests 500', () => {
  const lines = (count: number) => 'x\n'.repeat(count)
  expect(offences('packages/domain/src/a.ts', lines(350))).toEqual([])
  expect(offences('packages/domain/src/a.ts', lines(351))[0]).toContain('351 lines; the ceiling is 350')
  expect(offences('packages/domain/src/a.test.ts', lines(500))).toEqual([])
  expect(offences('packages/domain/src/a.test.ts', lines(501))).toHaveLength(1)
})

test('names that say nothing', () => {
  for (const name of ['utils.ts', 'string-utils.ts', 'common/x.ts', 'helper.ts', 'topic-manager.ts', 'misc.ts'])
    expect(offences(`packages/domain/src/${name}`, '')).toHaveLength(1)
  for (const name of ['commonwealth.ts', 'manageable.ts', 'skew.ts'])
    expect(offences(`packages/domain/src/${name}`, '')).toEqual([])
})

test('colours live in tokens.css', () => {
  const css = 'apps/web/src/ui/pill.css'
  for (const bad of [
    'color: #fff;',
    'background: rgb(0 0 0 / 50%);',
    'border: 1px solid red;',
    'fill: oklch(50% 0 0);',
  ])
    expect(offences(css, bad)).toHaveLength(1)
  for (const fine of [
    'color: var(--ink);',
    '#app { margin: 0 }',
    'white-space: nowrap;',
    '/* #fff */',
    '.red-line { top: 0 }',
  ])
    expect(offences(css, fine)).toEqual([])
  expect(offences('apps/web/src/ui/tokens.css', '--ink: #123456;')).toEqual([])
  expect(offences('apps/web/src/ui/pill.tsx', `const c = '#a1b2c3'`)).toHaveLength(1)
  expect(offences('apps/web/src/ui/pill.tsx', `const link = '#main'`)).toEqual([])
})

test('no path of one machine', () => {
  expect(offences('packages/lab/src/a.ts', `const jars = '${['', 'home', 'me', 'jars'].join('/')}'`)).toHaveLength(1)
  expect(offences('packages/lab/src/a.ts', `const url = 'https://example.org${['', 'home', 'x'].join('/')}'`)).toEqual(
    [],
  )
})
