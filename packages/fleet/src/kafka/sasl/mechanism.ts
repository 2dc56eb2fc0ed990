// One exchange of a SASL mechanism, server side, as a pure state machine: tokens in, tokens out.

/** What follows from a client's token. */
export type SaslStep =
  | { readonly kind: 'continue'; readonly reply: Buffer }
  | { readonly kind: 'done'; readonly reply: Buffer; readonly principal: string }
  /** Message null: Kafka says nothing but that the credentials are not right, so that no user name is given away. */
  | { readonly kind: 'failed'; readonly message: string | null }

export interface SaslExchange {
  step(token: Buffer): SaslStep
}

export const MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const
export type Mechanism = (typeof MECHANISMS)[number]
