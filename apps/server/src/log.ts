import { redactor } from '@perigee/config'
import pino, { type Logger } from 'pino'

/** JSON lines on standard output; every known secret is masked whatever the field it hides in. */
export function createLogger(level: string, secrets: readonly string[]): Logger {
  const redact = redactor(secrets)
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    hooks: { streamWrite: redact },
    redact: ['req.headers.authorization', 'req.headers.cookie'],
  })
}
