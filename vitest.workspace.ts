import { defineConfig } from 'vitest/config'

// Three rings. Integration and browser tests need Java and Chromium; `npm test` says what it skipped and why.
const ring = (name: string, include: string[], timeoutMs: number) => ({
  test: {
    name,
    include,
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: timeoutMs,
    hookTimeout: 4 * timeoutMs,
    fileParallelism: name === 'unit',
  },
})

export default defineConfig({
  test: {
    projects: [
      {
        ...ring('unit', ['{apps,packages}/*/src/**/*.test.{ts,tsx}'], 20_000),
        test: {
          ...ring('unit', ['{apps,packages}/*/src/**/*.test.{ts,tsx}'], 20_000).test,
          exclude: ['**/node_modules/**', '**/dist/**', '**/*.integration.test.ts', '**/*.browser.test.ts'],
        },
      },
      ring('integration', ['{apps,packages}/*/src/**/*.integration.test.ts'], 120_000),
      ring('browser', ['{apps,packages}/*/src/**/*.browser.test.ts'], 120_000),
    ],
  },
})
