import { defineConfig } from 'vitest/config'

// Three rings. Integration and browser tests need Java and Chromium; `npm test` says what it skipped and why.
const NEVER = ['**/node_modules/**', '**/dist/**']
const OTHER_RINGS = ['**/*.integration.test.ts', '**/*.browser.test.ts']

const ring = (name: string, files: string, { timeoutMs, exclude = [] }: { timeoutMs: number; exclude?: string[] }) => ({
  test: {
    name,
    include: [`{apps,packages}/*/src/**/${files}`],
    exclude: [...NEVER, ...exclude],
    testTimeout: timeoutMs,
    hookTimeout: 4 * timeoutMs,
    fileParallelism: name === 'unit',
  },
})

export default defineConfig({
  test: {
    projects: [
      ring('unit', '*.test.{ts,tsx}', { timeoutMs: 20_000, exclude: OTHER_RINGS }),
      ring('integration', '*.integration.test.ts', { timeoutMs: 120_000 }),
      ring('browser', '*.browser.test.ts', { timeoutMs: 120_000 }),
    ],
  },
})
