// What is found out by knocking at doors, besides the readings: from where the console stands. Asked seldom, never by a page.
import type { Failure } from '../failure.ts'

/** Security protocol of a listener (org.apache.kafka.common.security.auth.SecurityProtocol). */
export type ListenerProtocol = 'PLAINTEXT' | 'SSL' | 'SASL_PLAINTEXT' | 'SASL_SSL'

/** An address that a broker tells its clients. */
export interface AdvertisedListener {
  readonly brokerId: number
  /** `EXTERNAL`; null: the listener that the console asks through, its name is not told. */
  readonly name: string | null
  /** Null: not told by any setting. */
  readonly protocol: ListenerProtocol | null
  readonly host: string
  readonly port: number
}

/** Times are epoch ms. */
export interface CertificateFacts {
  readonly subject: string
  readonly issuer: string
  /** DNS names and addresses it is made out to. */
  readonly names: readonly string[]
  readonly validFrom: number
  readonly validTo: number
  /** The certificates above it, as the peer sent them; a root is last. */
  readonly chain: readonly { readonly subject: string; readonly validTo: number }[]
  readonly isSelfSigned: boolean
  /** Whether the address that was asked is among its names (RFC 6125). */
  readonly isForHost: boolean
  /** Null: trusted by the CA the console is configured with, else by those of the system. */
  readonly distrust: string | null
  /** `TLSv1.3` */
  readonly tlsVersion: string | null
}

export interface ListenerProbe {
  readonly listener: AdvertisedListener
  /** What its name resolves to; empty when it does not. */
  readonly resolved: readonly string[]
  /** Null: it took the connection (and, with TLS, came to terms). */
  readonly failure: Failure | null
  readonly connectMs: number | null
  /** Of listeners that speak TLS; null where none was shown. */
  readonly certificate: CertificateFacts | null
}

export type ServiceKind = 'cruise-control' | 'schema-registry' | 'connect'

export interface ServiceProbe {
  readonly kind: ServiceKind
  readonly name: string
  readonly url: string
  /** Null: no answer of HTTP, see failure. */
  readonly status: number | null
  /** `Kafka Connect 4.1.0`, where it says so. */
  readonly words: string | null
  readonly failure: Failure | null
}

/** A clock that was read over HTTP: the Date header (RFC 9110 §6.6.1), which counts whole seconds. */
export interface ClockProbe {
  /** Whose: `broker 3`, `Connect main`. */
  readonly who: string
  /** Ahead of the console's clock, ms; negative: behind. */
  readonly aheadMs: number
  /** It may be off by so much, either way. */
  readonly errorMs: number
}

/** What one ZooKeeper node is configured to purge (autopurge.*), from its AdminServer. */
export interface PurgeProbe {
  readonly address: string
  /** Hours between purges; 0 = never, ZooKeeper's default. Null: not told, see failure. */
  readonly intervalHours: number | null
  readonly retainCount: number | null
  readonly failure: Failure | null
}

export interface PreflightProbes {
  readonly listeners: readonly ListenerProbe[]
  readonly services: readonly ServiceProbe[]
  readonly clocks: readonly ClockProbe[]
  readonly purges: readonly PurgeProbe[]
}
