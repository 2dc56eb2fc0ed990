import { createHash } from 'node:crypto'
import { done, KeeperError, type Outcome, refused } from './error-codes.ts'
import type { AclEntry, Identity, Znode } from './znode.ts'

/** Who asks: a client by what it has proven of itself, or the simulated world, which may everything. */
export type Caller = 'internal' | { readonly identities: readonly Identity[] }

/** The identity that `user:password` proves in the scheme `digest` (`DigestAuthenticationProvider.generateDigest`). */
export function digestIdentity(userAndPassword: string): Identity {
  const digest = createHash('sha1').update(userAndPassword).digest('base64')
  return { scheme: 'digest', id: `${userAndPassword.split(':', 1)[0] ?? ''}:${digest}` }
}

/** Whether one entry of the node's ACL gives `caller` one of the bits of `permission`. */
export function mayAccess(node: Znode, permission: number, caller: Caller): boolean {
  if (caller === 'internal') return true
  return node.acl.some(
    (entry) =>
      (entry.permissions & permission) !== 0 &&
      ((entry.scheme === 'world' && entry.id === 'anyone') ||
        caller.identities.some((identity) => identity.scheme === entry.scheme && identity.id === entry.id)),
  )
}

/** The ACL to keep for what a client sent: `auth` stands for the client's own identities; unknown schemes are refused. */
export function settleAcl(acl: readonly AclEntry[] | null, caller: Caller): Outcome<readonly AclEntry[]> {
  if (acl === null || acl.length === 0) return refused(KeeperError.invalidAcl)
  const settled: AclEntry[] = []
  for (const entry of acl) {
    const expanded = entry.scheme === 'auth' ? ownIdentities(entry, caller) : isValidEntry(entry) ? [entry] : []
    if (expanded.length === 0) return refused(KeeperError.invalidAcl)
    settled.push(...expanded)
  }
  return done(settled)
}

function ownIdentities(entry: AclEntry, caller: Caller): AclEntry[] {
  if (caller === 'internal') return []
  return caller.identities
    .filter(({ scheme }) => scheme !== 'ip')
    .map((identity) => ({ permissions: entry.permissions, ...identity }))
}

function isValidEntry({ scheme, id }: AclEntry): boolean {
  switch (scheme) {
    case 'world':
      return id === 'anyone'
    case 'digest':
      return id.split(':').length === 2
    case 'ip':
      return /^[\d.:a-f]+(\/\d+)?$/i.test(id)
    default:
      return false
  }
}
