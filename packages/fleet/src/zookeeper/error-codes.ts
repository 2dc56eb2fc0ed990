/** Error codes a ZooKeeper server answers with (`org.apache.zookeeper.KeeperException.Code`). */
export const KeeperError = {
  ok: 0,
  systemError: -1,
  runtimeInconsistency: -2,
  connectionLoss: -4,
  marshallingError: -5,
  unimplemented: -6,
  badArguments: -8,
  noNode: -101,
  noAuth: -102,
  badVersion: -103,
  noChildrenForEphemerals: -108,
  nodeExists: -110,
  notEmpty: -111,
  sessionExpired: -112,
  invalidAcl: -114,
  authFailed: -115,
  sessionMoved: -118,
  noWatcher: -121,
} as const

export type KeeperErrorCode = (typeof KeeperError)[keyof typeof KeeperError]

/** What an operation on the tree came to: refusals are values. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: KeeperErrorCode }

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value }
}

export function refused(error: KeeperErrorCode): { readonly ok: false; readonly error: KeeperErrorCode } {
  return { ok: false, error }
}
