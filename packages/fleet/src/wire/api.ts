import { Reader } from './reader.ts'
import { WireError } from './wire-error.ts'
import type { Codec, WireType } from './wire-type.ts'
import { Writer } from './writer.ts'

/** One API of the protocol: key, versions that these schemas cover, and both of its messages. */
export interface Api<Req, ReqIn, Res, ResIn> {
  readonly key: number
  readonly name: string
  readonly min: number
  readonly max: number
  /** First flexible version (KIP-482); infinity for never. */
  readonly flexibleFrom: number
  /** Throws WireError for bytes that are none, and for bytes left over. */
  readRequest(body: Buffer, version: number): Req
  writeRequest(value: ReqIn, version: number): Buffer
  readResponse(body: Buffer, version: number): Res
  writeResponse(value: ResIn, version: number): Buffer
}

export interface ApiDefinition<Req, ReqIn, Res, ResIn> {
  readonly key: number
  readonly name: string
  readonly versions: readonly [min: number, max: number]
  /** First flexible version, null for never. */
  readonly flexible: number | null
  readonly request: WireType<Req, ReqIn>
  readonly response: WireType<Res, ResIn>
}

export type RequestOf<A> = A extends Api<infer Req, infer _A, infer _B, infer _C> ? Req : never
/** What a handler of this API may return. */
export type ResponseInputOf<A> = A extends Api<infer _A, infer _B, infer _C, infer ResIn> ? ResIn : never
export type ResponseOf<A> = A extends Api<infer _A, infer _B, infer Res, infer _C> ? Res : never

/** Fields are named as in Kafka's message definitions (`common/message/<Name>Request.json`), in camelCase. */
export function defineApi<Req, ReqIn, Res, ResIn>(
  definition: ApiDefinition<Req, ReqIn, Res, ResIn>,
): Api<Req, ReqIn, Res, ResIn> {
  const { key, name, versions, flexible, request, response } = definition
  const [min, max] = versions
  const flexibleFrom = flexible ?? Number.POSITIVE_INFINITY
  const requestOf = perVersion(request, definition)
  const responseOf = perVersion(response, definition)
  return {
    key,
    name,
    min,
    max,
    flexibleFrom,
    readRequest: (body, version) => readWhole(requestOf(version), body),
    writeRequest: (value, version) => write(requestOf(version), value),
    readResponse: (body, version) => readWhole(responseOf(version), body),
    writeResponse: (value, version) => write(responseOf(version), value),
  }
}

function perVersion<Out, In>(
  type: WireType<Out, In>,
  {
    name,
    versions: [min, max],
    flexible,
  }: Pick<ApiDefinition<unknown, unknown, unknown, unknown>, 'name' | 'versions' | 'flexible'>,
) {
  const codecs = new Map<number, Codec<Out, In>>()
  return (version: number): Codec<Out, In> => {
    const known = codecs.get(version)
    if (known !== undefined) return known
    if (version < min || version > max) throw new WireError(`${name} has no version ${version}`)
    const codec = type.codec({ version, isFlexible: flexible !== null && version >= flexible })
    codecs.set(version, codec)
    return codec
  }
}

function readWhole<Out>(codec: Codec<Out, never>, body: Buffer): Out {
  const reader = new Reader(body)
  const value = codec.read(reader)
  if (reader.remaining > 0) throw new WireError(`${reader.remaining} bytes too many`)
  return value
}

function write<In>(codec: Codec<unknown, In>, value: In): Buffer {
  const writer = new Writer()
  codec.write(writer, value)
  return writer.finish()
}
