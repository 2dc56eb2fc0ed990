// What a TLS peer shows, as facts.
import { isIP } from 'node:net'
import { checkServerIdentity, type DetailedPeerCertificate, type TLSSocket } from 'node:tls'
import type { CertificateFacts } from '@perigee/domain'

const LONGEST_CHAIN = 10
const MOST_NAMES = 50

/** The certificate of an open TLS connection; null when the peer showed none. `host` is what was asked for. */
export function certificateFacts(socket: TLSSocket, host: string): CertificateFacts | null {
  const own = socket.getPeerCertificate(true)
  if (own.raw === undefined) return null
  const distrust = socket.authorizationError
  return {
    subject: nameOf(own),
    issuer: issuerOf(own),
    names: alternativeNames(own),
    validFrom: Date.parse(own.valid_from),
    validTo: Date.parse(own.valid_to),
    chain: chainAbove(own).map((one) => ({ subject: nameOf(one), validTo: Date.parse(one.valid_to) })),
    isSelfSigned: own.issuerCertificate !== undefined && own.issuerCertificate.fingerprint256 === own.fingerprint256,
    isForHost: checkServerIdentity(host, own) === undefined,
    distrust: distrust === null || distrust === undefined ? null : (DISTRUST[String(distrust)] ?? String(distrust)),
    tlsVersion: socket.getProtocol(),
  }
}

/** OpenSSL's reasons in words. */
const DISTRUST: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is signed by itself, and no CA vouches for it',
  SELF_SIGNED_CERT_IN_CHAIN: 'the root of the chain is not a trusted CA',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the chain is not complete: the certificate of its CA was not sent',
  UNABLE_TO_GET_ISSUER_CERT: 'the chain is not complete: a CA above was not sent',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the CA of the certificate is not trusted',
  CERT_HAS_EXPIRED: 'the certificate, or one above it, has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
}

function nameOf({ subject }: DetailedPeerCertificate): string {
  return one(subject?.CN) ?? one(subject?.O) ?? 'no name'
}

function issuerOf({ issuer }: DetailedPeerCertificate): string {
  return one(issuer?.CN) ?? one(issuer?.O) ?? 'no name'
}

const one = (text: string | string[] | undefined) => (Array.isArray(text) ? text[0] : text)

/** `DNS:kafka-1, IP Address:10.0.0.1` */
function alternativeNames({ subjectaltname }: DetailedPeerCertificate): readonly string[] {
  const names = (subjectaltname ?? '').split(',').flatMap((part) => {
    const name = part.trim().replace(/^(DNS|IP Address):/, '')
    return name === '' ? [] : [name]
  })
  return names.slice(0, MOST_NAMES)
}

function chainAbove(own: DetailedPeerCertificate): readonly DetailedPeerCertificate[] {
  const chain: DetailedPeerCertificate[] = []
  let at = own
  // A root is its own issuer.
  while (at.issuerCertificate !== undefined && at.issuerCertificate !== at && chain.length < LONGEST_CHAIN) {
    at = at.issuerCertificate
    if (at.raw === undefined || at.fingerprint256 === (chain.at(-1) ?? own).fingerprint256) break
    chain.push(at)
  }
  return chain
}

/** An IP address is no legal server name (RFC 6066). */
export function serverNameFor(host: string): { servername: string } | Record<string, never> {
  return isIP(host) === 0 ? { servername: host } : {}
}
