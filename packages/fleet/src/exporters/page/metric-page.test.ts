import { describe, expect, it } from 'vitest'
import { javaNumber } from './java-number.ts'
import { MetricPage } from './metric-page.ts'
import { parsePage } from './parse-page.fake.ts'

describe('numbers', () => {
  it.each([
    [0, '0.0'],
    [8, '8.0'],
    [-1, '-1.0'],
    [0.9918532077440372, '0.9918532077440372'],
    [9_999_999, '9999999.0'],
    [10_801_152, '1.0801152E7'],
    [1_500_986_437_485, '1.500986437485E12'],
    [2 ** 63, '9.223372036854776E18'],
    [0.0005, '5.0E-4'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, '+Inf'],
  ])('%d is written as Java does: %s', (value, text) => {
    expect(javaNumber(value)).toBe(text)
  })
})

describe('a page', () => {
  const filled = () => {
    const page = new MetricPage()
    page.add({ name: 'b', type: 'gauge', help: 'second' }, 2, [['dir', '"/var\\x"']])
    page.add({ name: 'a', type: 'counter', help: 'first' }, 1, [['t', 'z']])
    page.add({ name: 'a', type: 'counter', help: 'first' }, 3, [['t', 'c']])
    return page
  }

  it('has its families and samples in order, values escaped', () => {
    expect(filled().text()).toBe(
      '# HELP a first\n# TYPE a counter\na{t="c"} 3.0\na{t="z"} 1.0\n' +
        '# HELP b second\n# TYPE b gauge\nb{dir="\\"/var\\\\x\\""} 2.0\n',
    )
    expect(parsePage(filled().text()).value('b', { dir: '"/var\\x"' })).toBe(2)
  })

  it('may be cut to some names', () => {
    expect([...parsePage(filled().text(new Set(['b']))).types.keys()]).toEqual(['b'])
  })
})
