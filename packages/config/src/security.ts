// TLS and SASL settings: which keys belong together, and where their secrets come from.
import { printPath } from './problems.ts'
import type { ClusterFile, SaslFile, TlsFile } from './schema.ts'
import { readSecret, readText, type SecretReader } from './secrets.ts'
import type { SaslConfig, TlsConfig } from './types.ts'

type Path = readonly PropertyKey[]

export function resolveTls(given: ClusterFile['tls'], path: Path, reader: SecretReader): TlsConfig | null {
  if (given === undefined || given === false) return null
  const tls: TlsFile = given === true ? {} : given
  if (tls.enabled === false) return null
  const text = (name: 'ca' | 'cert') => readText(reader, { path, name, inline: tls[name], file: tls[`${name}File`] })
  const ca = text('ca')
  const cert = text('cert')
  const key = readSecret(reader, { path, name: 'key', inline: tls.key, file: tls.keyFile })
  const keyPassphrase = readSecret(reader, {
    path,
    name: 'keyPassphrase',
    inline: tls.keyPassphrase,
    file: tls.keyPassphraseFile,
  })
  const has = (name: 'cert' | 'key') => tls[name] !== undefined || tls[`${name}File`] !== undefined
  if (has('cert') !== has('key')) {
    const missing = has('cert') ? 'key' : 'cert'
    note(reader, [...path, missing], `is missing: a client certificate needs both cert and key (or ${missing}File)`)
  }
  for (const [name, pem] of Object.entries({ ca, cert, key })) {
    if (pem !== null && !pem.includes('-----BEGIN ')) {
      note(reader, [...path, name], 'is not in PEM format (it must hold a line that starts with -----BEGIN)')
    }
  }
  return {
    ca,
    cert,
    key,
    keyPassphrase,
    serverName: tls.serverName ?? null,
    rejectUnauthorized: tls.rejectUnauthorized ?? true,
  }
}

export function resolveSasl(sasl: SaslFile | undefined, path: Path, reader: SecretReader): SaslConfig | null {
  if (sasl === undefined) return null
  if (sasl.mechanism === 'OAUTHBEARER') return resolveOAuth(sasl, path, reader)
  refuse(reader, path, sasl, {
    names: ['token', 'tokenFile', 'tokenEndpoint', 'clientId', 'clientSecret', 'clientSecretFile', 'scope'],
    because: `belongs to OAUTHBEARER, not to ${sasl.mechanism}`,
  })
  const password = readSecret(reader, { path, name: 'password', inline: sasl.password, file: sasl.passwordFile })
  need(reader, path, 'username', sasl.username !== undefined)
  need(reader, path, 'password', sasl.password !== undefined || sasl.passwordFile !== undefined)
  if (sasl.username === undefined || password === null) return null
  return { mechanism: sasl.mechanism, username: sasl.username, password }
}

function resolveOAuth(sasl: SaslFile, path: Path, reader: SecretReader): SaslConfig | null {
  refuse(reader, path, sasl, {
    names: ['username', 'password', 'passwordFile'],
    because: 'belongs to PLAIN and SCRAM, not to OAUTHBEARER',
  })
  const hasToken = sasl.token !== undefined || sasl.tokenFile !== undefined
  if (hasToken && sasl.tokenEndpoint !== undefined) {
    note(reader, [...path, 'tokenEndpoint'], 'excludes token: give a fixed token or an endpoint that issues them')
    return null
  }
  if (sasl.tokenEndpoint === undefined) {
    need(reader, path, 'token (or tokenFile, or tokenEndpoint with clientId and clientSecret)', hasToken)
    const token = readSecret(reader, { path, name: 'token', inline: sasl.token, file: sasl.tokenFile })
    return token === null ? null : { mechanism: 'OAUTHBEARER', token }
  }
  need(reader, path, 'clientId', sasl.clientId !== undefined)
  need(reader, path, 'clientSecret', sasl.clientSecret !== undefined || sasl.clientSecretFile !== undefined)
  const clientSecret = readSecret(reader, {
    path,
    name: 'clientSecret',
    inline: sasl.clientSecret,
    file: sasl.clientSecretFile,
  })
  if (sasl.clientId === undefined || clientSecret === null) return null
  return {
    mechanism: 'OAUTHBEARER',
    tokenEndpoint: sasl.tokenEndpoint,
    clientId: sasl.clientId,
    clientSecret,
    scope: sasl.scope ?? null,
  }
}

function need(reader: SecretReader, path: Path, name: string, isThere: unknown): void {
  if (isThere !== true) note(reader, [...path, name], 'is missing')
}

function refuse(
  reader: SecretReader,
  path: Path,
  sasl: SaslFile,
  rule: { readonly names: readonly (keyof SaslFile)[]; readonly because: string },
): void {
  for (const name of rule.names) if (sasl[name] !== undefined) note(reader, [...path, name], rule.because)
}

function note(reader: SecretReader, path: Path, message: string): void {
  reader.problems.push({ path: printPath(path), message })
}
