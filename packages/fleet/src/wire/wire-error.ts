/** Bytes that are not what their schema says: truncated, a length out of bounds, a null where none may be. */
export class WireError extends Error {
  override readonly name = 'WireError'
}
