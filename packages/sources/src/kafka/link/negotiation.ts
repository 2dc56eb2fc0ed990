import type { Failure } from '@perigee/domain'
import { kafkaFailure, UNSUPPORTED_VERSION } from '../kafka-errors.ts'
import { type ApiRange, type ApiVersionsAnswer, apiVersions } from '../messages/api-versions.ts'
import { bad, good, type Result } from '../result.ts'
import { describeRange, type Message } from '../wire/message.ts'
import { createPause } from '../wire/pause.ts'
import { WireError, WireReader } from '../wire/wire-reader.ts'
import { WireWriter } from '../wire/wire-writer.ts'
import type { BrokerConnection } from './broker-connection.ts'
import { peerFailure } from './network-failure.ts'

/** Asked in this order until one is understood: v4 from Kafka 3.9, v3 from 2.4, v0 always. */
const TRIED: readonly number[] = [4, 3, 0]

/** Client name as brokers show it in their metrics (KIP-511). */
const CLIENT = { software: 'perigee', version: '0.1.0' }

export interface ExchangeContext {
  readonly peer: string
  readonly deadlineMs: number
  readonly signal: AbortSignal
}

/** Encodes, sends, and decodes one message in a given version. Nonsense in the answer ends the connection. */
export async function exchangeMessage<Query, Answer>(
  connection: BrokerConnection,
  ask: { readonly message: Message<Query, Answer>; readonly query: Query; readonly version: number },
  context: ExchangeContext,
): Promise<Result<Answer>> {
  const { message, version } = ask
  const flexible = version >= message.flexibleFrom
  const body = encoded(ask, flexible)
  if (body === null) {
    const text = `${message.name} v${version} cannot be asked: a name that the broker gave does not fit into it`
    return bad(peerFailure('garbage', text, context.peer))
  }
  const raw = await connection.exchange({
    apiKey: message.key,
    apiVersion: version,
    body,
    taggedRequestHeader: flexible,
    // The header of ApiVersions answers never has tags: it must be readable before versions are agreed.
    taggedAnswerHeader: flexible && message.key !== apiVersions.key,
    ...context,
  })
  if (!raw.ok) return raw
  try {
    const reader = new WireReader(raw.value, { flexible })
    const answer = await message.decode(reader, version, createPause())
    // Left-over bytes mean that the answer was not understood: better none than a wrong one.
    if (reader.remaining > 0) throw new WireError(`${reader.remaining} bytes are left over`)
    return good(answer)
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'unknown'
    const failure = peerFailure('garbage', `${message.name} v${version} cannot be decoded: ${detail}`, context.peer)
    connection.destroy(failure)
    return bad(failure)
  }
}

/** Null = a value does not fit: names come from peers, and newer versions carry longer ones than older versions hold. */
function encoded<Query>(
  { message, query, version }: { message: Message<Query, unknown>; query: Query; version: number },
  flexible: boolean,
): Buffer | null {
  const writer = new WireWriter({ flexible })
  try {
    message.encode(writer, query, version)
    return writer.finish()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Asks what the broker offers. `last` is the version that worked before, so that old brokers are not asked thrice. */
export async function negotiate(
  connection: BrokerConnection,
  context: ExchangeContext,
  last: number | null,
): Promise<Result<{ readonly answer: ApiVersionsAnswer; readonly version: number }>> {
  for (const version of last === null ? TRIED : [last, ...TRIED.filter((tried) => tried < last)]) {
    const answer = await exchangeMessage(connection, { message: apiVersions, query: CLIENT, version }, context)
    if (!answer.ok) return answer
    if (answer.value.error === 0) return good({ answer: answer.value, version })
    if (answer.value.error !== UNSUPPORTED_VERSION) {
      return bad(kafkaFailure(answer.value.error, { peer: context.peer, asked: 'ApiVersions' }))
    }
  }
  return bad(peerFailure('garbage', 'the peer refuses every version of ApiVersions', context.peer))
}

/** Highest version both sides speak, not above `atMost`. */
export function chooseVersion(
  message: Message<never, unknown>,
  apis: ReadonlyMap<number, ApiRange>,
  context: { readonly peer: string; readonly atMost?: number | undefined },
): Result<number> {
  const offered = apis.get(message.key)
  const version = Math.min(message.maxVersion, offered?.[1] ?? -1, context.atMost ?? Number.POSITIVE_INFINITY)
  if (offered && version >= message.minVersion && version >= offered[0]) return good(version)
  return bad(unsupported(message, offered, context.peer))
}

function unsupported(message: Message<never, unknown>, offered: ApiRange | undefined, peer: string): Failure {
  const ours = describeRange(message.name, [message.minVersion, message.maxVersion])
  const text = offered
    ? `the broker offers ${describeRange(message.name, offered)}, Perigee speaks ${ours}`
    : `the broker does not offer ${message.name}`
  return peerFailure('unsupported', text, peer)
}
