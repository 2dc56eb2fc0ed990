// Every decoder of Kafka's bytes that the fleet has.
import { ALL_APIS } from '../apis/index.ts'
import { createFrameCutter } from '../kafka/frames.ts'
import { encodeBatch, readHead, readRecords, validateProduced } from '../kafka/records/index.ts'
import { SaslAuthenticator, SaslUsers } from '../kafka/sasl/index.ts'
import { readRequestHeader } from '../wire/headers.ts'
import { WireError } from '../wire/index.ts'
import type { DecoderTarget } from './fuzz-decoder.ts'
import { recordedSamples } from './recorded-samples.ts'

const isWireError = (error: unknown) => error instanceof WireError
const nothingIsThrown = () => false

/** Requests and responses of every API: the version comes first in each sample, as two bytes. */
export function messageTargets(): DecoderTarget[] {
  const recorded = recordedSamples()
  return ALL_APIS.flatMap((api) =>
    (['Request', 'Response'] as const).map((side): DecoderTarget => {
      const read = side === 'Request' ? api.readRequest : api.readResponse
      return {
        name: `${api.name} ${side}`,
        samples: recorded.filter((one) => one.api === api.name && one.side === side).map(versioned),
        decode: (bytes) => read(bytes.subarray(2), bytes.length < 2 ? 0 : bytes.readInt16BE(0)),
        isTyped: isWireError,
      }
    }),
  )
}

export function versioned({ version, bytes }: { readonly version: number; readonly bytes: Buffer }): Buffer {
  return Buffer.concat([Buffer.of(version >> 8, version & 0xff), bytes])
}

function batches(): Buffer[] {
  const records = [1, 2, 3].map((n) => ({
    timestampMs: 1_800_000_000_000 + n,
    key: Buffer.from(`key-${n}`),
    value: n === 3 ? null : Buffer.from('value'.repeat(n)),
    headers: [],
  }))
  return (['none', 'gzip'] as const).map((codec) => encodeBatch({ baseOffset: 5n, codec, records }))
}

const RULES = { maxMessageBytes: 1_048_588, cleanupPolicy: 'compact', topicPartition: 'orders-0' } as const

/** What surrounds the messages and what stands in them: headers, frames, record batches, SASL tokens. */
export function otherTargets(): DecoderTarget[] {
  return [
    {
      name: 'request header',
      samples: [Buffer.from('0003000c00000001000470657267' + '00', 'hex'), Buffer.from('001200000000000100', 'hex')],
      decode: (bytes) => readRequestHeader(bytes, (_key, version) => version >= 9),
      isTyped: isWireError,
    },
    {
      name: 'frames',
      samples: [Buffer.from('00000003aabbcc00000000000000011100000002', 'hex')],
      decode: (bytes) => {
        const cutter = createFrameCutter()
        for (let at = 0; at < bytes.length; at += 5) if (cutter.push(bytes.subarray(at, at + 5)) === null) return null
        return cutter
      },
      isTyped: nothingIsThrown,
    },
    {
      name: 'record batch',
      samples: batches(),
      decode: (bytes) => validateProduced(bytes, RULES),
      isTyped: nothingIsThrown,
    },
    { name: 'records', samples: batches(), decode: unpack, isTyped: nothingIsThrown },
    {
      name: 'SASL tokens',
      samples: [
        Buffer.from('\0admin\0secret'),
        Buffer.from('n,,n=admin,r=fyko+d2lbbFgONRv9qkxdawL'),
        Buffer.from('c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts='),
      ],
      decode: authenticate,
      isTyped: nothingIsThrown,
    },
  ]
}

function unpack(bytes: Buffer) {
  const head = readHead(bytes)
  return head.kind === 'batch' ? readRecords(bytes, head.header) : null
}

const users = new SaslUsers({ admin: 'secret' })

function authenticate(token: Buffer): void {
  for (const mechanism of ['PLAIN', 'SCRAM-SHA-256'] as const) {
    const authenticator = new SaslAuthenticator({ users })
    authenticator.begin(mechanism)
    authenticator.step(token)
    authenticator.step(token)
  }
}
