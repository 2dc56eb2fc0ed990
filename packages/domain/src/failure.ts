/** Why one attempt to read something failed. Expected outcomes of peers are values like this one, never exceptions. */
export interface Failure {
  /** Stable, machine readable. */
  readonly code: FailureCode
  /** One sentence in the peer's words where it had any; never a secret. */
  readonly message: string
  /** Whom we asked: `broker 3 (host:port)`, `host:port`, `zk host:port`. */
  readonly peer: string
  /** Broker id, when the peer is a known broker. */
  readonly brokerId?: number
  /** Kafka error code, when the peer answered with one. */
  readonly kafkaError?: number
  /** True when the same question may succeed later without anybody changing anything. */
  readonly retryable: boolean
}

export type FailureCode =
  /** TCP connect refused. */
  | 'refused'
  /** Name does not resolve. */
  | 'dns'
  /** No connection within the connect deadline. */
  | 'connect-timeout'
  /** Connected, but no answer within the request deadline: a hung or frozen peer. */
  | 'timeout'
  /** Socket closed or reset by the peer. */
  | 'closed'
  /** TLS handshake failed: certificate, name or protocol. */
  | 'tls'
  /** SASL refused the credentials. */
  | 'authentication'
  /** The answer could not be decoded, was too long, or carried a wrong correlation id. */
  | 'garbage'
  /** The peer lacks this API or version. */
  | 'unsupported'
  /** The principal lacks a permission. */
  | 'forbidden'
  /** The peer answered with another Kafka error. */
  | 'kafka-error'
  /** Nothing could be asked because the parts it depends on are unknown. */
  | 'blocked'

/** A fact that a source cannot give, named so that a page can say so: which API, on which brokers, why, what would help. */
export interface Gap {
  /** What is missing: `log-dirs`, `quorum`, `topic-configs`, `reassignments`, `end-offsets`, `metadata` … */
  readonly fact: string
  readonly failure: Failure
  /** The permission or version that would close it, in words: `DESCRIBE on Cluster`, `Kafka 3.3 or newer`. */
  readonly needs?: string
}
