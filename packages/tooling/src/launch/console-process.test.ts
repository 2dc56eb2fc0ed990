import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../root.ts'

test('the image runs the console as npm start does', async () => {
  const launch: { CONSOLE_FLAGS: string[]; CONSOLE_ENV: { MALLOC_ARENA_MAX: string } } = await import(
    // Plain JavaScript without types: it runs before anything is installed.
    String(new URL('./console-process.mjs', import.meta.url))
  )
  const dockerfile = readFileSync(join(ROOT, 'docker/Dockerfile'), 'utf8')
  const entry = ['node', ...launch.CONSOLE_FLAGS, 'apps/server/dist/main.cjs']
  expect(dockerfile).toContain(`ENTRYPOINT [${entry.map((word) => `"${word}"`).join(', ')}]`)
  expect(dockerfile).toContain(`MALLOC_ARENA_MAX=${launch.CONSOLE_ENV.MALLOC_ARENA_MAX}`)
})
