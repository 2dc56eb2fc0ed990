import { createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { scramExchange } from './scram.ts'
import { type ScramHash, scramCredential } from './scram-credential.ts'

const text = (step: { reply?: Buffer }) => step.reply?.toString()

/** A client's side, written from RFC 5802 §3 and independent of the server's code. */
function clientFinal(options: {
  password: string
  hash: ScramHash
  bare: string
  serverFirst: string
  gs2?: string
  nonce?: string
}) {
  const { hash, serverFirst } = options
  const [, given, salt = '', iterations] = /^r=(.*),s=(.*),i=(\d+)$/.exec(serverFirst) ?? []
  const length = hash === 'sha256' ? 32 : 64
  const salted = pbkdf2Sync(options.password, Buffer.from(salt, 'base64'), Number(iterations), length, hash)
  const mac = (key: Buffer, data: string) => createHmac(hash, key).update(data).digest()
  const withoutProof = `c=${Buffer.from(options.gs2 ?? 'n,,').toString('base64')},r=${options.nonce ?? given}`
  const message = `${options.bare},${serverFirst},${withoutProof}`
  const clientKey = mac(salted, 'Client Key')
  const signature = mac(createHash(hash).update(clientKey).digest(), message)
  const proof = Buffer.from(clientKey.map((byte, index) => byte ^ signature[index]!)).toString('base64')
  return {
    token: Buffer.from(`${withoutProof},p=${proof}`),
    serverSignature: mac(mac(salted, 'Server Key'), message).toString('base64'),
  }
}

function exchange(options: { hash?: ScramHash; user?: string; password?: string } = {}) {
  const { hash = 'sha256', user = 'ann', password = 'secret' } = options
  const credential = scramCredential(password, hash)
  return scramExchange({ hash, credentialOf: (name) => (name === user ? credential : undefined) })
}

function run(options: { hash?: ScramHash; password: string; bare?: string; gs2?: string }) {
  const { hash = 'sha256', bare = 'n=ann,r=abc', gs2 = 'n,,' } = options
  const server = exchange({ hash })
  const first = server.step(Buffer.from(`${gs2}${bare}`))
  const final = clientFinal({ ...options, hash, bare, serverFirst: text(first as { reply: Buffer }) ?? '', gs2 })
  return { first, final, last: server.step(final.token) }
}

describe('SCRAM', () => {
  it('answers the exchange of RFC 7677 §3 to the letter', () => {
    const credential = scramCredential('pencil', 'sha256', Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'))
    const server = scramExchange({
      hash: 'sha256',
      credentialOf: () => credential,
      nonce: '%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0',
    })
    expect(text(server.step(Buffer.from('n,,n=user,r=rOprNGfwEbeRWgbNEkqO')) as { reply: Buffer })).toBe(
      'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
    )
    const final =
      'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ='
    const done = server.step(Buffer.from(final))
    expect(done).toMatchObject({ kind: 'done', principal: 'User:user' })
    expect(text(done as { reply: Buffer })).toBe('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=')
  })

  it.each(['sha256', 'sha512'] as const)('lets the right password through and proves itself, %s', (hash) => {
    const { last, final } = run({ hash, password: 'secret' })
    expect(last).toMatchObject({ kind: 'done', principal: 'User:ann' })
    expect(text(last as { reply: Buffer })).toBe(`v=${final.serverSignature}`)
  })

  it('refuses a wrong password, an unknown user and a foreign authorization id', () => {
    expect(run({ password: 'wrong' }).last).toEqual({ kind: 'failed', message: null })
    expect(exchange().step(Buffer.from('n,,n=bob,r=abc'))).toEqual({ kind: 'failed', message: null })
    const other = exchange().step(Buffer.from('n,a=bob,n=ann,r=abc'))
    expect(other).toMatchObject({ kind: 'failed', message: expect.stringContaining('authorization id') })
    expect(run({ password: 'secret', gs2: 'n,a=ann,' }).last.kind).toBe('done')
  })

  it('refuses another nonce, another channel binding, torn tokens and any token after the end', () => {
    const begun = () => {
      const server = exchange()
      const first = server.step(Buffer.from('n,,n=ann,r=abc')) as { reply: Buffer }
      return {
        server,
        final: clientFinal({
          password: 'secret',
          hash: 'sha256',
          bare: 'n=ann,r=abc',
          serverFirst: text(first) ?? '',
        }).token.toString(),
      }
    }
    for (const spoil of [
      (final: string) => final.replace('r=abc', 'r=abd'),
      (final: string) => final.replace('c=biws', 'c=eSws'),
      (final: string) => final.slice(0, -8),
      (final: string) => final.replace(/,p=.*/, ''),
      () => '',
    ]) {
      const { server, final } = begun()
      expect(server.step(Buffer.from(spoil(final))).kind).toBe('failed')
      expect(server.step(Buffer.from(final)).kind).toBe('failed')
    }
    expect(exchange().step(Buffer.from('y,,n=ann')).kind).toBe('failed')
  })

  it('refuses another nonce and another channel binding also under a true proof', () => {
    for (const told of [{ nonce: 'abc' }, { gs2: 'y,,' }]) {
      const server = exchange()
      const first = server.step(Buffer.from('n,,n=ann,r=abc')) as { reply: Buffer }
      const serverFirst = text(first) ?? ''
      const { token } = clientFinal({ password: 'secret', hash: 'sha256', bare: 'n=ann,r=abc', serverFirst, ...told })
      expect(server.step(token).kind).toBe('failed')
    }
  })

  it('reads commas and equals signs in a user name', () => {
    const server = exchange({ user: 'a,b=c' })
    expect(server.step(Buffer.from('n,,n=a=2Cb=3Dc,r=abc')).kind).toBe('continue')
    expect(exchange({ user: 'a=b' }).step(Buffer.from('n,,n=a=b,r=abc')).kind).toBe('failed')
  })
})
