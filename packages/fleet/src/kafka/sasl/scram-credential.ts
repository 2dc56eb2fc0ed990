import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'

export type ScramHash = 'sha256' | 'sha512'

/** What a server keeps of a password (RFC 5802 §3): enough to check it, too little to use it. */
export interface ScramCredential {
  readonly salt: Buffer
  readonly iterations: number
  readonly storedKey: Buffer
  readonly serverKey: Buffer
}

/** Kafka's least and usual number of iterations. */
export const ITERATIONS = 4_096
const LENGTH_BYTES: Readonly<Record<ScramHash, number>> = { sha256: 32, sha512: 64 }

/** Salts and hashes a password; takes some milliseconds, so it is done once a user. */
export function scramCredential(password: string, hash: ScramHash, salt: Buffer = randomBytes(24)): ScramCredential {
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, ITERATIONS, LENGTH_BYTES[hash], hash)
  return {
    salt,
    iterations: ITERATIONS,
    storedKey: createHash(hash)
      .update(hmac(hash, salted, 'Client Key'))
      .digest(),
    serverKey: hmac(hash, salted, 'Server Key'),
  }
}

export function hmac(hash: ScramHash, key: Buffer, text: string): Buffer {
  return createHmac(hash, key).update(text).digest()
}
