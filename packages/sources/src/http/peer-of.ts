/** Whom a failure names: host and port of an address, which may hold no credentials and may be none at all. */
export function peerOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'no address'
}
