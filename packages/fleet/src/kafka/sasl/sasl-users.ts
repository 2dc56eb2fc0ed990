import type { Passwords } from './plain.ts'
import { type ScramCredential, type ScramHash, scramCredential } from './scram-credential.ts'

/** The users of a cluster; their SCRAM credentials are made when first asked for, and once. */
export class SaslUsers {
  readonly passwords: Passwords
  readonly #credentials = new Map<string, ScramCredential>()

  constructor(users: Readonly<Record<string, string>>) {
    this.passwords = new Map(Object.entries(users))
  }

  /** Undefined: no such user. */
  credentialOf(user: string, hash: ScramHash): ScramCredential | undefined {
    const password = this.passwords.get(user)
    if (password === undefined) return undefined
    const key = `${hash}/${user}`
    const known = this.#credentials.get(key) ?? scramCredential(password, hash)
    this.#credentials.set(key, known)
    return known
  }
}
