import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'
import { makeCertificates } from './certificates.ts'

const open: { close(): unknown }[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

/** What a client that trusts `ca` sees: 'authorized' or the error's code. */
async function handshake(server: { cert: string; key: string }, trusts: string, servername?: string): Promise<string> {
  const listening = createServer(server, (socket) => socket.on('error', () => socket.destroy()))
  open.push(listening)
  listening.on('tlsClientError', () => undefined)
  listening.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  const client = connect({ host: '127.0.0.1', port, ca: trusts, ...(servername === undefined ? {} : { servername }) })
  try {
    await once(client, 'secureConnect')
    return client.authorized ? 'authorized' : 'not authorized'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error)
  } finally {
    client.destroy()
  }
}

const hosts = ['localhost', '127.0.0.1']

describe('certificates made on the spot', () => {
  it('are trusted by who trusts their authority, by address and by name', async () => {
    const made = makeCertificates({ hosts, now: Date.now() })
    expect(await handshake(made, made.ca)).toBe('authorized')
    expect(await handshake(made, made.ca, 'localhost')).toBe('authorized')
  })

  it('are not trusted under another name, by another authority, or when they have run out', async () => {
    const made = makeCertificates({ hosts, now: Date.now() })
    const other = makeCertificates({ hosts, now: Date.now() })
    expect(await handshake(made, made.ca, 'elsewhere')).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
    expect(await handshake(made, other.ca)).toMatch(/SIGNATURE|UNABLE_TO_VERIFY|SELF_SIGNED/)
    const old = makeCertificates({ hosts, now: Date.now(), validForMs: -60_000 })
    expect(await handshake(old, old.ca)).toBe('CERT_HAS_EXPIRED')
  })

  it('say who signed them', () => {
    const made = makeCertificates({ hosts, now: Date.now() })
    const [authority, server] = [new X509Certificate(made.ca), new X509Certificate(made.cert)]
    expect([authority.ca, server.ca]).toEqual([true, false])
    expect(server.checkIssued(authority)).toBe(true)
    expect(server.verify(authority.publicKey)).toBe(true)
    expect(server.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1')
  })
})
