/** Effective configuration: defaults, then the file, then the environment, then flags. Secrets are resolved at load. */
export interface PerigeeConfig {
  readonly server: ServerConfig
  readonly polling: PollingConfig
  /** Whether a simulated fleet is shown while no cluster is configured. Default true. */
  readonly demo: boolean
  readonly clusters: readonly ClusterConfig[]
}

export interface ServerConfig {
  /** Default 127.0.0.1. */
  readonly host: string
  /** Default 7400. */
  readonly port: number
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /**
   * Names under which browsers may reach the console, besides localhost. Bound to a loopback address every other Host
   * header is refused (DNS rebinding); bound elsewhere the check begins when a name is given here.
   */
  readonly allowedHosts: readonly string[]
}

/** Base intervals in ms; a loop stretches its own when an answer is dear. */
export interface PollingConfig {
  readonly registryMs: number // 5 000: brokers, controller, quorum
  readonly topologyMs: number // 5 000
  readonly endOffsetsMs: number // 15 000
  readonly logDirsMs: number // 30 000
  readonly configsMs: number // 60 000
  readonly zookeeperMs: number // 10 000
  /** Deadline of one request to one peer. Default 3 000. */
  readonly requestTimeoutMs: number
  /** Default 2 000. */
  readonly connectTimeoutMs: number
}

export interface ClusterConfig {
  readonly name: string
  /** environment, region, owner and whatever else. */
  readonly labels: Readonly<Record<string, string>>
  /** host:port */
  readonly bootstrap: readonly string[]
  readonly tls: TlsConfig | null
  readonly sasl: SaslConfig | null
  readonly expected: {
    readonly brokers: number | readonly number[] | null
    readonly controllers: number | readonly number[] | null
  }
  /** Rack → data centre. */
  readonly dataCentres: Readonly<Record<string, string>>
  /** Connect string host:port[,host:port][/chroot]; null = not told (brokers may tell). */
  readonly zookeeper: string | null
  /** Accepted and shown as configured; used by later releases. */
  readonly exporters: readonly string[]
  readonly cruiseControl: string | null
  readonly schemaRegistries: readonly string[]
  readonly connect: readonly { readonly name: string; readonly url: string }[]
}

export interface TlsConfig {
  /** PEM text. */
  readonly ca: string | null
  readonly cert: string | null
  readonly key: string | null
  readonly keyPassphrase: string | null
  readonly serverName: string | null
  readonly rejectUnauthorized: boolean
}

export type SaslConfig =
  | {
      readonly mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512'
      readonly username: string
      readonly password: string
    }
  | { readonly mechanism: 'OAUTHBEARER'; readonly token: string }
  | {
      readonly mechanism: 'OAUTHBEARER'
      readonly tokenEndpoint: string
      readonly clientId: string
      readonly clientSecret: string
      readonly scope: string | null
    }
