/** Why an address cannot be bound, in words; null when the error is of another kind. */
export function bindText(error: unknown, address: string): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE')
    return `${address} is already in use: stop what listens there, or choose another with --port.`
  if (code === 'EACCES') return `${address} may not be bound by this user: choose a port above 1023 with --port.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${address} is not an address of this machine: check --host.`
  return null
}
