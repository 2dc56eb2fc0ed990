/** Releases of several brokers in words: the one they share, else all of them, oldest first: `3.9 and 4.0`. Null = not known. */
export function releaseWords(releases: readonly (string | null)[]): string | null {
  const known = [...new Set(releases.filter((release) => release !== null))]
  if (known.length === 0) return null
  return known.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).join(' and ')
}
