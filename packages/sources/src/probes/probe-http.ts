// Asks the services around a cluster what they are, and every HTTP answer what time it is.
import type { ClockProbe, PurgeProbe, ServiceKind, ServiceProbe } from '@perigee/domain'
import { askHttp, type HttpAnswer } from '../http/ask-http.ts'
import type { Result } from '../kafka/result.ts'

/** More is no answer to these questions. */
const MOST_BYTES = 262_144
/** Whatever the status, it is an answer: 401 says that somebody is there. */
const ANY_STATUS = Array.from({ length: 300 }, (_, at) => 300 + at)

export interface HttpProbeOptions {
  readonly timeoutMs: number
  /** Epoch ms, as the console counts. */
  readonly now: () => number
}

const ask = (url: string, { timeoutMs }: HttpProbeOptions, signal: AbortSignal) =>
  askHttp({ url, timeoutMs, maxBytes: MOST_BYTES, accept: ANY_STATUS, signal })

/** A cheap question to each kind of service, below its address. */
const QUESTIONS: Readonly<Record<ServiceKind, string>> = {
  'cruise-control': '/kafkacruisecontrol/state?substates=executor&json=true',
  'schema-registry': '/config',
  connect: '/',
}

export interface Service {
  readonly kind: ServiceKind
  readonly name: string
  readonly url: string
}

/** One service and the clock of its host. Never throws. */
export async function probeService(
  service: Service,
  options: HttpProbeOptions,
  signal: AbortSignal,
): Promise<{ readonly service: ServiceProbe; readonly clock: ClockProbe | null }> {
  const url = addressOf(service)
  const { answer, clock } = await withClock(service.name, url, options, signal)
  if (!answer.ok) return { service: { ...service, status: null, words: null, failure: answer.failure }, clock }
  const { status, body } = answer.value
  const words = status >= 200 && status < 300 ? wordsOf(service.kind, body) : null
  return { service: { ...service, status, words, failure: null }, clock }
}

function addressOf({ kind, url }: Service): string {
  const base = url.replace(/\/+$/, '')
  return kind === 'cruise-control' && base.endsWith('/kafkacruisecontrol')
    ? `${base}${QUESTIONS[kind].slice('/kafkacruisecontrol'.length)}`
    : `${base}${QUESTIONS[kind]}`
}

/** What it says it is; null when the answer is not one of such a service. */
function wordsOf(kind: ServiceKind, body: Buffer): string | null {
  const json = parsed(body)
  const text = (name: string) => (typeof json?.[name] === 'string' ? (json[name] as string).slice(0, 60) : null)
  if (kind === 'connect') return text('version') === null ? null : `Kafka Connect ${text('version')}`
  if (kind === 'schema-registry') {
    const level = text('compatibilityLevel') ?? text('compatibility')
    return level === null ? null : `schema registry, compatibility ${level}`
  }
  return json !== null && 'ExecutorState' in json ? 'Cruise Control' : null
}

function parsed(body: Buffer): Record<string, unknown> | null {
  try {
    const json: unknown = JSON.parse(body.toString('utf8'))
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** The clock of whoever serves `url`, whatever it answers. Null when it tells no time. */
export async function probeClock(
  who: string,
  url: string,
  options: HttpProbeOptions,
  signal: AbortSignal,
): Promise<ClockProbe | null> {
  return (await withClock(who, url, options, signal)).clock
}

async function withClock(
  who: string,
  url: string,
  options: HttpProbeOptions,
  signal: AbortSignal,
): Promise<{ answer: Result<HttpAnswer>; clock: ClockProbe | null }> {
  const askedAt = options.now()
  const answer = await ask(url, options, signal)
  if (!answer.ok) return { answer, clock: null }
  const toldAt = Date.parse(answer.value.headers.get('date') ?? '')
  if (Number.isNaN(toldAt)) return { answer, clock: null }
  // The header cuts the part of a second off, and was written at some moment between asking and the answer.
  const halfMs = answer.value.durationMs / 2
  return { answer, clock: { who, aheadMs: toldAt + 500 - (askedAt + halfMs), errorMs: 500 + halfMs } }
}

/**
 * The purge settings of one ZooKeeper node: its AdminServer hands out the text of its configuration file
 * (`initial_configuration`, ZooKeeper 3.6). Only two numbers are taken out of it: the rest may hold passwords.
 */
export async function probePurge(
  address: string,
  adminUrl: string,
  options: HttpProbeOptions,
  signal: AbortSignal,
): Promise<PurgeProbe> {
  const url = `${adminUrl.replace(/\/+$/, '').replace(/\/commands$/, '')}/commands/initial_configuration`
  const answer = await ask(url, options, signal)
  const nothing = { address, intervalHours: null, retainCount: null }
  if (!answer.ok) return { ...nothing, failure: answer.failure }
  const text = parsed(answer.value.body)?.initial_configuration
  if (typeof text !== 'string' || !/^\s*dataDir\s*=/m.test(text)) return { ...nothing, failure: null }
  const number = (key: string, absent: number) => {
    const found = new RegExp(`^\\s*autopurge\\.${key}\\s*=\\s*(\\d+)\\s*$`, 'm').exec(text)
    return found === null ? absent : Number(found[1])
  }
  // Defaults of QuorumPeerConfig.
  return {
    address,
    intervalHours: number('purgeInterval', 0),
    retainCount: number('snapRetainCount', 3),
    failure: null,
  }
}
