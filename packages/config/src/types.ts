/** Effective configuration: defaults, then the file, then the environment, then flags. Secrets are resolved at load. */
export interface PerigeeConfig {
  readonly server: ServerConfig
  readonly polling: PollingConfig
  readonly history: HistoryConfig
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

/** Where measured values are kept beyond six hours. */
export interface HistoryConfig {
  /** Default true; false: six hours in memory only. */
  readonly enabled: boolean
  /** Directory of the database. Null: `perigee-data` in the working directory. */
  readonly directory: string | null
  /** Size that the database does not exceed, in MB. Default 1 024. */
  readonly maxMegabytes: number
}

/** Base intervals in ms; a loop stretches its own when an answer is dear. */
export interface PollingConfig {
  readonly registryMs: number // 5 000: brokers, controller, quorum
  readonly topologyMs: number // 5 000
  readonly endOffsetsMs: number // 15 000
  readonly logDirsMs: number // 30 000
  readonly configsMs: number // 60 000
  readonly zookeeperMs: number // 10 000
  readonly metricsMs: number // 15 000: exporters, Prometheus
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
  readonly ensemble: EnsembleConfig
  readonly exporters: readonly ExporterConfig[]
  readonly metrics: MetricsConfig
  /** Accepted and shown as configured; used by later releases. */
  readonly cruiseControl: string | null
  readonly schemaRegistries: readonly string[]
  readonly connect: readonly { readonly name: string; readonly url: string }[]
}

/** What else ZooKeeper nodes offer besides their client port. Patterns hold `{host}`. */
export interface EnsembleConfig {
  /** AdminServer: `http://{host}:8080`. */
  readonly adminPattern: string | null
  /** Prometheus provider: `http://{host}:7000/metrics`. */
  readonly metricsPattern: string | null
  /** `user:password` of the digest scheme, to read what ACLs protect. */
  readonly digest: string | null
}

/** An exporter by its address. Role and id null: matched to a node by its host. */
export interface ExporterConfig {
  readonly url: string
  readonly role: 'broker' | 'controller' | 'host' | null
  /** Broker or controller id; of a host, of the broker on it. */
  readonly id: number | null
}

/** How to log on to an HTTP service; null: without. */
export type HttpAuth =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string }

export interface MetricsConfig {
  /** Address of each broker's, controller's, host's exporter; `{host}` and `{id}` stand for the node's own. */
  readonly pattern: string | null
  readonly controllerPattern: string | null
  readonly hostPattern: string | null
  /** For exporters that ask for it. */
  readonly auth: HttpAuth | null
  /** Prometheus' file_sd form, JSON or YAML; followed as it changes. Absolute. */
  readonly file: string | null
  /** Name of an SRV record. */
  readonly dns: string | null
  readonly consul: {
    readonly url: string
    readonly service: string
    readonly tag: string | null
    readonly token: string | null
  } | null
  /** Read instead of exporters. */
  readonly prometheus: PrometheusConfig | null
  readonly graphite: GraphiteConfig | null
}

export interface PrometheusConfig {
  readonly url: string
  readonly auth: HttpAuth | null
  /** Label matchers put into every query: `cluster="payments"`. */
  readonly selector: string | null
  /** Label that tells nodes apart. Default `instance`. */
  readonly nodeLabel: string
  /** `X-Scope-OrgID` of Mimir and its kin. */
  readonly tenant: string | null
}

export interface GraphiteConfig {
  readonly url: string
  readonly auth: HttpAuth | null
  /** Path of a metric: `kafka.{cluster}.{node}.{metric}`. */
  readonly template: string
  /** Canonical metric → path, where it differs. */
  readonly templates: Readonly<Record<string, string>>
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
