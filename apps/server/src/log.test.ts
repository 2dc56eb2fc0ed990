import { expect, test } from 'vitest'
import { createLogger } from './log.ts'

test('a secret is masked in every field, message and error', () => {
  const lines: string[] = []
  const logger = createLogger('info', ['hunter2-secret'], { write: (line: string) => lines.push(line) })
  logger.info({ nested: { deep: ['hunter2-secret'] } }, 'said hunter2-secret')
  logger.error({ err: new Error('refused hunter2-secret') }, 'failed')
  logger.debug('not at this level')
  expect(lines).toHaveLength(2)
  expect(lines.join('')).not.toContain('hunter2')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'info',
    msg: 'said [redacted]',
    nested: { deep: ['[redacted]'] },
  })
})
