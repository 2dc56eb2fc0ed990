import { expect, test } from 'vitest'
import { readCommand } from './cli.ts'

test.each([
  [[], { kind: 'serve', flags: {} }],
  [['--bootstrap', 'a:1,b:2', '--port=0'], { kind: 'serve', flags: { bootstrap: 'a:1,b:2', port: '0' } }],
  [['check-config', '--config', 'x.yaml'], { kind: 'check-config', flags: { config: 'x.yaml' } }],
  [['--log-level', 'warn'], { kind: 'serve', flags: { logLevel: 'warn' } }],
  [
    ['preflight', '--bootstrap', 'a:1'],
    {
      kind: 'preflight',
      flags: { bootstrap: 'a:1' },
      ask: { cluster: null, format: 'text', waitSeconds: 60, of: 'configured' },
    },
  ],
  [
    ['preflight', '--cluster', 'x', '--json', '--wait', '5', '--demo'],
    { kind: 'preflight', flags: {}, ask: { cluster: 'x', format: 'json', waitSeconds: 5, of: 'demo' } },
  ],
  [['--help'], { kind: 'help' }],
  [['-v'], { kind: 'version' }],
])('%j', (words, command) => {
  expect(readCommand(words)).toEqual(command)
})

test.each([
  [['--prot', '1']],
  [['serve']],
  [['check-config', 'x']],
  [['--port']],
  [['--help=yes']],
  [['--json']],
  [['preflight', '--wait', '0']],
  [['preflight', '--wait', 'x']],
])('%j is refused', (words) => {
  const command = readCommand(words)
  expect(command.kind).toBe('refused')
  expect(command.kind === 'refused' && command.message.length).toBeGreaterThan(5)
})
