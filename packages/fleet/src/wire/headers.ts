import { Reader } from './reader.ts'
import { Writer } from './writer.ts'

export const API_VERSIONS_KEY = 18

export interface RequestHeader {
  readonly apiKey: number
  readonly apiVersion: number
  readonly correlationId: number
  readonly clientId: string | null
}

/**
 * Request header v1, or v2 when `isFlexible` says that this version of the API is (`RequestHeader.json`). The client id
 * keeps its old form in both. Returns where the body starts. Throws WireError.
 */
export function readRequestHeader(
  frame: Buffer,
  isFlexible: (apiKey: number, version: number) => boolean,
): { header: RequestHeader; bodyAt: number } {
  const reader = new Reader(frame)
  const apiKey = reader.int16()
  const apiVersion = reader.int16()
  const correlationId = reader.int32()
  const size = reader.int16()
  const clientId = size < 0 ? null : reader.text(size)
  if (isFlexible(apiKey, apiVersion)) reader.skipTags()
  return { header: { apiKey, apiVersion, correlationId, clientId }, bodyAt: reader.offset }
}

/** A whole answer: size, response header (v1 when flexible; of ApiVersions always v0: KIP-511), body. */
export function writeResponseFrame(
  { apiKey, correlationId }: Pick<RequestHeader, 'apiKey' | 'correlationId'>,
  body: Buffer,
  { isFlexible }: { isFlexible: boolean },
): Buffer {
  const hasTags = isFlexible && apiKey !== API_VERSIONS_KEY
  const writer = new Writer(9)
  writer.int32(4 + (hasTags ? 1 : 0) + body.length)
  writer.int32(correlationId)
  if (hasTags) writer.uvarint(0)
  return Buffer.concat([writer.finish(), body])
}
