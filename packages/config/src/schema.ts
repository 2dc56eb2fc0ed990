// The shape of perigee.yaml. Messages never repeat a value: it may be a secret in the wrong place.
import { z } from 'zod'

const text = z.string().min(1, 'must not be empty')
const port = z.int('must be a whole number').min(0, 'must be 0 to 65535').max(65_535, 'must be 0 to 65535')
const intervalMs = z
  .int('must be a whole number of milliseconds')
  .min(200, 'must be at least 200 ms')
  .max(3_600_000, 'must be at most one hour (3 600 000 ms)')
const timeoutMs = z
  .int('must be a whole number of milliseconds')
  .min(100, 'must be at least 100 ms')
  .max(120_000, 'must be at most two minutes (120 000 ms)')

const ADDRESS = /^(\[[0-9a-fA-F:.]+\]|[^\s:/@[\]]+):(\d{1,5})$/
const isAddress = (value: string): boolean => {
  const found = ADDRESS.exec(value)
  return found !== null && Number(found[2]) >= 1 && Number(found[2]) <= 65_535
}
const address = text.refine(isAddress, 'must be host:port with a port of 1 to 65535, such as broker-1.example.net:9092')

const isHttpUrl = (value: string): boolean => {
  if (!URL.canParse(value)) return false
  const { protocol, username, password } = new URL(value)
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === ''
}
const url = text.refine(isHttpUrl, 'must be an http or https address without user name and password in it')

/** An address with `{host}` (and perhaps `{id}`) where each node's own stands. */
const urlPattern = text.refine(
  (value) => value.includes('{host}') && isHttpUrl(value.replaceAll('{host}', 'kafka-1').replaceAll('{id}', '1')),
  'must be an http or https address with {host} in it, such as http://{host}:7071/metrics',
)

const ZOOKEEPER = /^([^\s/]+)(\/[^\s,]*)?$/
const zookeeper = text.refine(
  (value) => ZOOKEEPER.exec(value)?.[1]?.split(',').every(isAddress) === true,
  'must be host:port[,host:port…][/chroot] with ports of 1 to 65535',
)

const brokerId = z.int('must be a whole number').min(0, 'must not be negative')
const MOST_NODES = 10_000
const COUNT_OR_IDS = `must be a count up to ${MOST_NODES}, such as 3, or a list of ids, such as [1, 2, 3]`
const nodeCount = z.int(COUNT_OR_IDS).min(0, COUNT_OR_IDS).max(MOST_NODES, COUNT_OR_IDS)
const countOrIds = z.union([nodeCount, z.array(brokerId).max(MOST_NODES, COUNT_OR_IDS)], { error: COUNT_OR_IDS })

const CLUSTER_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,62}$/u
const clusterName = text.regex(
  CLUSTER_NAME,
  'must begin with a letter or digit and hold at most 63 letters, digits, blanks, dots, hyphens or underscores',
)

export const MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER'] as const
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const

export const tlsSchema = z.strictObject({
  enabled: z.boolean().optional(),
  ca: text.optional(),
  caFile: text.optional(),
  cert: text.optional(),
  certFile: text.optional(),
  key: text.optional(),
  keyFile: text.optional(),
  keyPassphrase: text.optional(),
  keyPassphraseFile: text.optional(),
  serverName: text.optional(),
  rejectUnauthorized: z.boolean().optional(),
})

export const saslSchema = z.strictObject({
  mechanism: z.enum(MECHANISMS, { error: `must be one of ${MECHANISMS.join(', ')}` }),
  username: text.optional(),
  password: text.optional(),
  passwordFile: text.optional(),
  token: text.optional(),
  tokenFile: text.optional(),
  tokenEndpoint: url.optional(),
  clientId: text.optional(),
  clientSecret: text.optional(),
  clientSecretFile: text.optional(),
  scope: text.optional(),
})

/** How to log on to an HTTP service: name and password, or a token. */
const httpAuth = {
  username: text.optional(),
  password: text.optional(),
  passwordFile: text.optional(),
  token: text.optional(),
  tokenFile: text.optional(),
}
export type HttpAuthFile = z.infer<z.ZodObject<typeof httpAuth>>

const EXPORTER = 'must be an http or https address, or a group with url and one of broker, controller, host'
const exporter = z.union(
  [
    url,
    z.strictObject({ url, broker: brokerId.optional(), controller: brokerId.optional(), host: brokerId.optional() }),
  ],
  {
    error: EXPORTER,
  },
)

export const metricsSchema = z.strictObject({
  pattern: urlPattern.optional(),
  controllerPattern: urlPattern.optional(),
  hostPattern: urlPattern.optional(),
  username: text.optional(),
  password: text.optional(),
  passwordFile: text.optional(),
  file: text.optional(),
  dns: text.optional(),
  consul: z
    .strictObject({ url, service: text, tag: text.optional(), token: text.optional(), tokenFile: text.optional() })
    .optional(),
  prometheus: z
    .strictObject({ url, ...httpAuth, selector: text.optional(), nodeLabel: text.optional(), tenant: text.optional() })
    .optional(),
  graphite: z
    .strictObject({ url, ...httpAuth, template: text, templates: z.record(z.string(), text).optional() })
    .optional(),
})
export type MetricsFile = z.infer<typeof metricsSchema>

export const ensembleSchema = z.strictObject({
  adminPattern: urlPattern.optional(),
  metricsPattern: urlPattern.optional(),
  digest: text.optional(),
  digestFile: text.optional(),
})
export type EnsembleFile = z.infer<typeof ensembleSchema>

export const clusterSchema = z.strictObject({
  name: clusterName,
  labels: z.record(z.string().max(63, 'label names hold at most 63 characters'), text).optional(),
  bootstrap: z
    .preprocess((value) => (typeof value === 'string' ? splitList(value) : value), z.array(address))
    .refine((list) => list.length > 0, 'must name at least one host:port'),
  tls: z.union([z.boolean(), tlsSchema], { error: 'must be true, false or a group of TLS settings' }).optional(),
  sasl: saslSchema.optional(),
  expected: z.strictObject({ brokers: countOrIds.optional(), controllers: countOrIds.optional() }).optional(),
  dataCentres: z.record(z.string(), text).optional(),
  zookeeper: zookeeper.optional(),
  ensemble: ensembleSchema.optional(),
  exporters: z.array(exporter).max(2_000, 'holds at most 2 000 addresses').optional(),
  metrics: metricsSchema.optional(),
  cruiseControl: url.optional(),
  schemaRegistries: z.array(url).optional(),
  connect: z.array(z.strictObject({ name: text, url })).optional(),
})

export const fileSchema = z.strictObject({
  server: z
    .strictObject({
      host: text.optional(),
      port: port.optional(),
      logLevel: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).optional(),
      allowedHosts: z.array(text).optional(),
    })
    .optional(),
  polling: z
    .strictObject({
      registryMs: intervalMs.optional(),
      topologyMs: intervalMs.optional(),
      endOffsetsMs: intervalMs.optional(),
      logDirsMs: intervalMs.optional(),
      configsMs: intervalMs.optional(),
      zookeeperMs: intervalMs.optional(),
      metricsMs: intervalMs.optional(),
      requestTimeoutMs: timeoutMs.optional(),
      connectTimeoutMs: timeoutMs.optional(),
    })
    .optional(),
  history: z
    .strictObject({
      enabled: z.boolean('must be true or false').optional(),
      directory: text.optional(),
      maxMegabytes: z
        .int('must be a whole number of megabytes')
        .min(16, 'must be at least 16 MB')
        .max(1_000_000, 'must be at most 1 000 000 MB')
        .optional(),
    })
    .optional(),
  demo: z.boolean('must be true or false').optional(),
  clusters: z.array(clusterSchema).max(200, 'holds at most 200 clusters').optional(),
})
export type ConfigFile = z.infer<typeof fileSchema>
export type ClusterFile = z.infer<typeof clusterSchema>
export type TlsFile = z.infer<typeof tlsSchema>
export type SaslFile = z.infer<typeof saslSchema>

/** Comma list without blanks and empty parts. */
export function splitList(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
