import type { Failure, FailureCode } from '@perigee/domain'

const HINTS: Readonly<Record<FailureCode, string>> = {
  refused: 'The machine answers but nothing listens on that port: the process is down or listens elsewhere.',
  dns: 'The name does not resolve here: check the spelling, or the resolver of the machine the console runs on.',
  'connect-timeout': 'No connection came about: a firewall, a wrong address, or a machine that is gone.',
  timeout: 'It accepts connections but does not answer: frozen, overloaded, or waiting for something itself.',
  closed: 'It closed the connection: a TLS listener asked without TLS, a restart, or a connection limit.',
  tls: 'The TLS handshake failed: compare the certificate, its names and its issuer with the tls settings.',
  authentication: 'The credentials were refused: check the mechanism, the user and the secret in the sasl settings.',
  garbage: 'What came back is not the protocol asked for: is this the right port?',
  unsupported: 'This release does not offer the question; the pages say what stays unknown.',
  forbidden: 'The account may not read this: grant it the permission named.',
  'kafka-error': 'It answered with an error of its own; the reason is in its words.',
  blocked: 'It waits for something that is not known yet, usually the list of brokers.',
}

/** What an operator can do about a failure, in one sentence. */
export function hintOf(failure: Pick<Failure, 'code'>): string {
  return HINTS[failure.code]
}
