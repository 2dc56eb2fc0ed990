import { type ConfigFlags, loadConfig } from '@perigee/config'
import { expect, test } from 'vitest'
import { greeting } from './greeting.ts'

const URL_HERE = 'http://127.0.0.1:7400'

test('a demo is called one, and how to leave it is told', () => {
  const text = told({})
  expect(text).toContain(URL_HERE)
  expect(text).toContain('demo')
  expect(text).toContain('--bootstrap')
  expect(text).toContain('--no-demo')
})

test('an empty console tells how to give it a cluster, and speaks of no demo', () => {
  const text = told({ demo: false })
  expect(text).toContain('--bootstrap')
  expect(text).not.toContain('demo')
})

test('with a cluster there is nothing to explain', () => {
  expect(told({ bootstrap: 'b:9092' })).toBe(`Perigee listening on ${URL_HERE}`)
})

function told(flags: ConfigFlags): string {
  const loaded = loadConfig({ flags, env: {}, directory: '/nowhere' })
  if (!loaded.ok) throw new Error('not usable')
  return greeting(URL_HERE, loaded.config)
}
