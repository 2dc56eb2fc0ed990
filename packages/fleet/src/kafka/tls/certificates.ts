// An authority and a server certificate made on the spot, so that no key is kept in the repository.
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isIPv4 } from 'node:net'
import { bits, der, integer, octets, oid, sequence, setOf, TRUE, time, utf8 } from './der.ts'

export interface Certificates {
  /** What clients trust, PEM. */
  readonly ca: string
  /** The server's, PEM; signed by the authority. */
  readonly cert: string
  readonly key: string
}

export interface CertificateOptions {
  /** DNS names and IPv4 addresses that the server is reached by. */
  readonly hosts: readonly string[]
  /** Epoch ms. */
  readonly now: number
  /** Default ten years; negative makes a certificate that has run out. */
  readonly validForMs?: number
}

const TEN_YEARS_MS = 315_360_000_000
const DAY_MS = 86_400_000
const ECDSA_WITH_SHA256 = sequence(oid('1.2.840.10045.4.3.2'))

/** Elliptic-curve keys (P-256); takes some milliseconds. Source: RFC 5280. */
export function makeCertificates({ hosts, now, validForMs = TEN_YEARS_MS }: CertificateOptions): Certificates {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const server = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const authorityName = named('Simulated fleet authority')
  const validity = sequence(time(Math.min(now, now + validForMs) - DAY_MS), time(now + validForMs))
  const issuer = { issuer: authorityName, signer: authority.privateKey }
  const longest = sequence(time(now - DAY_MS), time(now + TEN_YEARS_MS))
  const ca = certificate({
    ...issuer,
    subject: authorityName,
    validity: longest,
    key: authority.publicKey,
    extensions: [IS_AUTHORITY],
  })
  const own = { subject: named(hosts[0] ?? 'localhost'), validity, key: server.publicKey, extensions: [namesOf(hosts)] }
  const cert = certificate({ ...issuer, ...own })
  return { ca, cert, key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

interface CertificateParts {
  readonly issuer: Buffer
  readonly subject: Buffer
  readonly validity: Buffer
  readonly key: KeyObject
  readonly signer: KeyObject
  readonly extensions: readonly Buffer[]
}

function certificate({ issuer, subject, validity, key, signer, extensions }: CertificateParts): string {
  const version = der(0xa0, integer(Buffer.from([2])))
  // A serial number is positive and has no leading zero byte.
  const serial = integer(Buffer.concat([Buffer.from([1]), randomBytes(15)]))
  const publicKey = key.export({ type: 'spki', format: 'der' })
  const parts = [version, serial, ECDSA_WITH_SHA256, issuer, validity, subject, publicKey]
  const content = sequence(...parts, der(0xa3, sequence(...extensions)))
  const signed = sequence(content, ECDSA_WITH_SHA256, bits(sign('sha256', content, signer)))
  const lines = signed.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

const IS_AUTHORITY = sequence(oid('2.5.29.19'), TRUE, octets(sequence(TRUE)))

function named(name: string): Buffer {
  return sequence(setOf(sequence(oid('2.5.4.3'), utf8(name))))
}

/** Subject alternative names: what clients compare the host with. */
function namesOf(hosts: readonly string[]): Buffer {
  const names = hosts.map((host) =>
    isIPv4(host) ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host)),
  )
  return sequence(oid('2.5.29.17'), octets(sequence(...names)))
}
