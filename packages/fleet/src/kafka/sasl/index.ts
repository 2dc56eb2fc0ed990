export { type AuthenticateAnswer, type HandshakeAnswer, SaslAuthenticator, type SaslOptions } from './authenticator.ts'
export { MECHANISMS, type Mechanism } from './mechanism.ts'
export { SaslUsers } from './sasl-users.ts'
