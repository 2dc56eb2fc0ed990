import { expect, test } from 'vitest'
import { dialSettings } from './connection-settings.ts'

const limits = { connectTimeoutMs: 1, requestTimeoutMs: 1, clientId: 'perigee' }
const tls = { ca: 'CA', cert: null, key: null, keyPassphrase: null, serverName: null, rejectUnauthorized: true }

test('plain text is the absence of TLS and SASL', () => {
  expect(dialSettings({ tls: null, sasl: null }, limits)).toEqual({ ...limits, tls: null, sasl: null })
})

test('certificates, passphrase and server name reach TLS; an IP address is no server name', () => {
  const full = { ...tls, cert: 'CERT', key: 'KEY', keyPassphrase: 'open', serverName: 'kafka.example' }
  expect(dialSettings({ tls: full, sasl: null }, limits).tls).toEqual({
    rejectUnauthorized: true,
    ca: 'CA',
    cert: 'CERT',
    key: 'KEY',
    passphrase: 'open',
    servername: 'kafka.example',
  })
  expect(dialSettings({ tls: { ...tls, serverName: '10.0.0.1' }, sasl: null }, limits).tls).not.toHaveProperty(
    'servername',
  )
})

test('an answer to a token that is not empty is a refusal', () => {
  const { sasl } = dialSettings({ tls: null, sasl: { mechanism: 'OAUTHBEARER', token: 't' } }, limits)
  const verdicts: (string | undefined)[] = []
  const judge = (answer: string) =>
    sasl?.authBytesValidator?.(Buffer.from(answer), ((error: Error | null) => verdicts.push(error?.message)) as never)
  judge('')
  judge('{"status":"invalid_token"}')
  judge('noise')
  expect(verdicts).toEqual([
    undefined,
    'the broker refused the token (invalid_token)',
    'the broker refused the token (no reason given)',
  ])
})
