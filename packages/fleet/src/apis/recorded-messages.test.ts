import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ALL_APIS, type AnyApi } from './index.ts'

interface Recorded {
  readonly api: string
  readonly side: 'Request' | 'Response'
  readonly version: number
  readonly kind: string
  readonly bytes: Buffer
  readonly seen: unknown
}

const recorded = ['3.9.1', '4.3.1'].flatMap((release) =>
  readFileSync(new URL(`recorded/kafka-${release}.txt`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map(parse),
)

function parse(line: string): Recorded {
  const [, api = '', side, version, kind = '', hex = '', json = ''] =
    /^(\w+)(Request|Response) (\d+) (\w+) (\S+) (.*)$/.exec(line) ?? []
  const bytes = Buffer.from(hex === '-' ? '' : hex, 'hex')
  return {
    api,
    side: side === 'Request' ? side : 'Response',
    version: Number(version),
    kind,
    bytes,
    seen: JSON.parse(json),
  }
}

/** As the recording tells values: 64-bit numbers as text, bytes as digits. */
function told(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  if (Buffer.isBuffer(value)) return value.toString('hex')
  if (Array.isArray(value)) return value.map(told)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, told(one)]))
}

function roundTrip(api: AnyApi, { side, bytes, version }: Recorded): { seen: unknown; written: string } {
  if (side === 'Request') {
    const value = api.readRequest(bytes, version)
    return { seen: told(value), written: api.writeRequest(value as never, version).toString('hex') }
  }
  const value = api.readResponse(bytes, version)
  return { seen: told(value), written: api.writeResponse(value as never, version).toString('hex') }
}

describe.each(ALL_APIS.map((api) => [api.name, api] as const))('%s', (name, api) => {
  const own = recorded.filter((one) => one.api === name)

  it('is recorded in every version, both ways', () => {
    for (const side of ['Request', 'Response']) {
      const versions = new Set(own.filter((one) => one.side === side).map((one) => one.version))
      expect([...versions].sort((a, b) => a - b)).toEqual(
        Array.from({ length: api.max - api.min + 1 }, (_, index) => api.min + index),
      )
    }
  })

  it('reads what Kafka wrote, and writes the same bytes', () => {
    for (const one of own) {
      const { seen, written } = roundTrip(api, one)
      const which = `${name}${one.side} ${one.version} ${one.kind}`
      expect({ which, written }).toEqual({ which, written: one.bytes.toString('hex') })
      expect({ which, ...(seen as object) }).toMatchObject({ which, ...(one.seen as object) })
    }
  })

  it('refuses messages that end too early', () => {
    for (const one of own.filter(({ kind }) => kind === 'full')) {
      const cut = { ...one, bytes: one.bytes.subarray(0, -1) }
      if (one.bytes.length > 0) expect(() => roundTrip(api, cut)).toThrow()
    }
  })
})
