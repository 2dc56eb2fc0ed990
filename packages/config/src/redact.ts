const MASK = '[redacted]'
/** Shorter texts occur everywhere by chance; masking them would only garble the log. */
const SHORTEST = 4

/**
 * Masks every known secret in a text, also where it stands JSON- or percent-encoded. For logs and for messages that
 * quote a peer.
 */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), base64Of(secret)])
  // Longest first: a secret that contains another must go whole.
  const unique = [...new Set(forms)].sort((a, b) => b.length - a.length)
  return (text) => unique.reduce((masked, secret) => masked.replaceAll(secret, MASK), text)
}

function base64Of(secret: string): string {
  return Buffer.from(secret).toString('base64')
}
