import { redactor } from '@perigee/config'
import pino, { type DestinationStream, type Logger } from 'pino'

/** JSON lines on standard output; every known secret is masked whatever the field it hides in. */
export function createLogger(
  level: string,
  secrets: readonly string[],
  destination: DestinationStream = pino.destination(1),
): Logger {
  const redact = redactor(secrets)
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: { streamWrite: redact },
    redact: ['req.headers.authorization', 'req.headers.cookie'],
  }
  return pino(options, destination)
}
