import { isIP } from 'node:net'
import type { ClusterConfig, SaslConfig, TlsConfig } from '@perigee/config'
import type { SASLOptions } from '@platformatic/kafka'
import type { DialSettings } from './link/broker-connection.ts'
import { createTokenProvider } from './oauth-token.ts'

/** Turns a cluster's configuration into what a connection needs. */
export function dialSettings(
  cluster: Pick<ClusterConfig, 'tls' | 'sasl'>,
  limits: { readonly connectTimeoutMs: number; readonly requestTimeoutMs: number; readonly clientId: string },
): DialSettings {
  return {
    ...limits,
    tls: cluster.tls ? tlsOptions(cluster.tls) : null,
    sasl: cluster.sasl ? saslOptions(cluster.sasl, limits.requestTimeoutMs) : null,
  }
}

function tlsOptions(tls: TlsConfig): NonNullable<DialSettings['tls']> {
  return {
    rejectUnauthorized: tls.rejectUnauthorized,
    ...(tls.ca === null ? {} : { ca: tls.ca }),
    ...(tls.cert === null ? {} : { cert: tls.cert }),
    ...(tls.key === null ? {} : { key: tls.key }),
    ...(tls.keyPassphrase === null ? {} : { passphrase: tls.keyPassphrase }),
    // An IP address is no legal server name (RFC 6066); Node warns about it on every connection.
    ...(tls.serverName === null || isIP(tls.serverName) !== 0 ? {} : { servername: tls.serverName }),
  }
}

function saslOptions(sasl: SaslConfig, timeoutMs: number): SASLOptions {
  if (sasl.mechanism !== 'OAUTHBEARER') {
    return { mechanism: sasl.mechanism, username: sasl.username, password: sasl.password }
  }
  const token = 'token' in sasl ? sasl.token : createTokenProvider(sasl, { timeoutMs })
  return { mechanism: 'OAUTHBEARER', token, authBytesValidator: refusedToken }
}

/** A broker that refuses a token says so in a successful answer that is not empty: JSON with a status (RFC 7628 §3.2.2). */
const refusedToken: NonNullable<SASLOptions['authBytesValidator']> = (answer, callback) => {
  if (answer.length === 0) return callback(null, answer)
  const status = /"status"\s*:\s*"([\w.-]{1,40})"/.exec(answer.toString('utf8'))?.[1]
  callback(new Error(`the broker refused the token (${status ?? 'no reason given'})`), answer)
}
